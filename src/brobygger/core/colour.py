"""A centre's own accent colour as the theme's tokens, light and dark, with contrast kept whatever the colour.

Contrast is WCAG 2.1's ratio of relative luminances. The hue is the centre's; lightness moves until text reaches 4.5 to 1
and borders 3 to 1 on what they stand on.
"""

import colorsys

RGB = tuple[float, float, float]
WHITE: RGB = (1.0, 1.0, 1.0)
DARK: RGB = (0x16 / 255, 0x17 / 255, 0x18 / 255)  # as it is written: contrast is kept on what is shown
TEXT, BORDER = 4.5, 3.0


def parse(colour: str) -> RGB:
    """``#1f6f6b`` to three shares of one."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]  # three by construction


def write(rgb: RGB) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)


def luminance(rgb: RGB) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def until(rgb: RGB, grounds: tuple[RGB, ...], ratio: float) -> RGB:
    """The colour nearest ``rgb`` in lightness, of its hue, that stands out from every ground by ``ratio``."""
    hue, light, saturation = colorsys.rgb_to_hls(*rgb)
    step = -0.01 if luminance(grounds[0]) > 0.18 else 0.01
    while 0 <= light <= 1:
        found = parse(write(colorsys.hls_to_rgb(hue, light, saturation)))
        if min(contrast(found, ground) for ground in grounds) >= ratio:
            return found
        light += step
    return (0.0, 0.0, 0.0) if step < 0 else WHITE


def tint(rgb: RGB, ground: RGB, share: float) -> RGB:
    """``share`` of the colour laid on the ground."""
    return tuple(g + (c - g) * share for c, g in zip(rgb, ground, strict=True))  # type: ignore[return-value]  # three in, three out


def tokens(accent: str, *, dark: bool) -> dict[str, str]:
    """The theme's accent tokens for one scheme. Text on the base, and the text colours on tinted ground, reach 4.5."""
    rgb, ground = parse(accent), DARK if dark else WHITE
    tinted = parse(write(tint(rgb, ground, 0.10 if dark else 0.05)))
    surface = parse(write(tint(rgb, ground, 0.18 if dark else 0.10)))
    hover = parse(write(tint(rgb, ground, 0.24 if dark else 0.16)))
    base = until(rgb, (ground,), TEXT)
    on_base = max((WHITE, (0.0, 0.0, 0.0)), key=lambda ink: contrast(ink, base))
    grounds = (ground, tinted, surface, hover)
    return {
        "background-default": write(ground), "background-tinted": write(tinted), "surface-default": write(ground),
        "surface-tinted": write(surface), "surface-hover": write(hover), "surface-active": write(hover),
        "border-subtle": write(tint(rgb, ground, 0.35)), "border-default": write(until(rgb, grounds, BORDER)),
        "border-strong": write(until(rgb, grounds, TEXT)), "text-subtle": write(until(rgb, grounds, TEXT)), "text-default": write(until(rgb, grounds, 7.0)),
        "base-default": write(base), "base-hover": write(_further(base, on_base, 0.12)), "base-active": write(_further(base, on_base, 0.2)),
        "base-contrast-subtle": write(on_base), "base-contrast-default": write(on_base),
    }


def _further(base: RGB, ink: RGB, share: float) -> RGB:
    """The base moved away from the ink on it, so that contrast only grows."""
    return tint((0.0, 0.0, 0.0) if ink == WHITE else WHITE, base, share)


def stylesheet(accent: str) -> str:
    def block(selector: str, *, dark: bool) -> str:
        lines = "".join(f"--ds-color-accent-{name}:{value};--ds-color-{name}:{value};" for name, value in tokens(accent, dark=dark).items())
        return f"{selector}{{{lines}}}"

    light, night = ":root,[data-color-scheme=light],[data-color-scheme=auto]", "[data-color-scheme=dark]"
    return (
        block(light, dark=False) + block(night, dark=True)
        + "@media (prefers-color-scheme: dark){" + block("[data-color-scheme=auto]", dark=True) + "}"
    )
