"""Groups: self-help, communities of interest, the centre's own open cafés. Who waits, who is in, when they meet, what they gained.

Danish words: selvhjælpsgruppe, interessefællesskab, åben café, igangsætter, afklarende samtale, venteliste. Self-help is recommended, never
referred to. Each meeting stands on a registration of the journal (ADR 9); nothing is ever written down of what was said at one.
"""
