// Reads QR codes with the camera, or from a photograph where a page may not have the camera. The browser's own reader is used
// where it has one; else jsQR, which comes along with us.
"use strict";
self.Scan = (() => {
  const EVERY = 250;
  let reader = null;

  async function decoder(address) {
    if (reader) return reader;
    if ("BarcodeDetector" in self && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      const own = new BarcodeDetector({ formats: ["qr_code"] });
      reader = async (canvas) => (await own.detect(canvas))[0]?.rawValue;
    } else {
      if (!self.jsQR) await new Promise((done, wrong) => { const script = document.createElement("script"); script.src = address; script.onload = done; script.onerror = wrong; document.head.append(script); });
      reader = async (canvas) => { const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height); return self.jsQR(data, width, height)?.data; };
    }
    return reader;
  }
  async function read(source, width, height, address) {
    const shrink = Math.min(1, 1000 / Math.max(width, height, 1));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.max(1, Math.round(width * shrink)), Math.max(1, Math.round(height * shrink))];
    canvas.getContext("2d", { willReadFrequently: true }).drawImage(source, 0, 0, canvas.width, canvas.height);
    return (await decoder(address))(canvas);
  }

  // ``box`` holds the button, the video, the file field and the line that says what happened; ``found(text)`` gives that line.
  function at(box, found) {
    const button = box.querySelector("[data-scan]"), video = box.querySelector("video"), photo = box.querySelector("input[type=file]"), said = box.querySelector("[data-scan-said]");
    const address = box.dataset.decoder;
    let on = false, last = "", since = 0;
    const say = async (text) => { const line = await found(text); if (line) { said.hidden = false; said.textContent = line; navigator.vibrate?.(60); } };

    box.hidden = false;
    function stop() {
      on = false;
      video.srcObject?.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
      video.hidden = true;
      button.textContent = button.dataset.start;
    }
    async function look() {
      if (!on) return;
      try {
        const text = video.readyState >= 2 ? await read(video, video.videoWidth, video.videoHeight, address) : "";
        // The same code stays before the camera for a while: it is read once.
        if (text && (text !== last || Date.now() - since > 4000)) { last = text; await say(text); }
        if (text) since = Date.now();
      } catch { /* a picture that cannot be read: the next one */ }
      setTimeout(look, EVERY);
    }
    if (navigator.mediaDevices?.getUserMedia) {
      button.addEventListener("click", async () => {
        if (on) { stop(); return; }
        try {
          video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        } catch { said.hidden = false; said.textContent = said.dataset.noCamera; return; }
        on = true;
        video.hidden = false;
        button.textContent = button.dataset.stop;
        await video.play();
        look();
      });
    } else button.hidden = true;
    photo.addEventListener("change", async () => {
      const file = photo.files[0];
      if (!file) return;
      let text = "";
      try { const picture = await createImageBitmap(file); text = await read(picture, picture.width, picture.height, address); } catch { text = ""; }
      photo.value = "";
      if (text) await say(text);
      else { said.hidden = false; said.textContent = said.dataset.nothing; }
    });
  }
  // The token in the address that our QR codes hold; "" for any other code.
  const token = (text) => /\/arrangementer\/ind\/([^/]+)\/?$/.exec(text)?.[1] || "";
  return { at, token };
})();
