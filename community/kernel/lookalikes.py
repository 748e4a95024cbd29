"""Letters of other alphabets that look like ours, brought back to one form; pure.

A short table of the letters that fonts draw alike (after Unicode's TS #39), for the alphabets in which whole words can
be written so; what Unicode itself calls a variant (wide, bold, circled) is brought back by its decomposition.
"""

import unicodedata
from typing import Final

_PAIRS: Final = (
    # Cyrillic
    "аa вb еe ёe кk мm нh оo рp сc тt уy үy хx ѕs іi їi јj ӏl һh ԁd ԛq ԝw ѵv ґr гr пn ԍg ҁc ьb ӕae"
    # Greek
    " αa βb γy δd εe ζz ηn ιi κk λl μu νv οo ρp ςs σo τt υu χx ωw ϲc ϳj ϱp"
    # Armenian, Coptic, Cherokee (small letters), Lisu
    " աw եt զq էt ըp իh լl հh ոn ռn սu վu ցg ւi քp օo ֆf"
    " ⲁa ⲃb ⲅr ⲉe ⲏh ⲓi ⲕk ⲙm ⲛn ⲟo ⲣp ⲥc ⲧt ⲩy ⲭx ⲱw"
    " ꭰd ꭱr ꭲt ꭺa ꭻj ꭼe ꮃw ꮇm ꮋh ꮍy ꮐg ꮒh ꮓz ꮞ4 ꮟb ꮢr ꮤw ꮥs ꮩv ꮪs ꮮl ꮯc ꮲp ꮶk ꮷd ꮾ6 ꮿb"
    " ꓐb ꓑp ꓒd ꓓd ꓔt ꓖg ꓗk ꓙj ꓚc ꓜz ꓝf ꓟm ꓠn ꓡl ꓢs ꓣr ꓦv ꓧh ꓪw ꓫx ꓬy ꓮa ꓰe ꓲi ꓳo ꓴu"
    # Latin letters that do not decompose
    " ıi ȷj ɑa ɡg ɩi ʋv ʏy ɴn ʀr ʜh ʟl ᴀa ʙb ᴄc ᴅd ᴇe ɢg ɪi ᴊj ᴋk ᴍm ᴏo "
    " ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ꜰf ꜱs ƅb ɓb ɗd ɛe ƒf ɠg ɦh ɨi ƙk ɫl ɱm ɲn ɵo ƥp ʂs ƭt ʉu ƴy ƶz"
)
_OURS: Final = {ord(pair[0]): pair[1:] for pair in _PAIRS.split()}
# Accents that make another word of it (schwül is not schwul): any number of these languages', or one of another's.
_ALPHABETS: Final = (frozenset("äöü"), frozenset("àâçéèêëîïôùûüÿ"))
_ACCENTED: Final = frozenset("ñáíóúåãõìò").union(*_ALPHABETS)
# Letters by their kind that fonts leave blank: fillers of Hangul, and of hieroglyphs.
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\U00013441\U00013442")
_NUMBERS_AND_STROKES: Final = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "i": "l", "|": "l"})


def skeleton(word: str) -> str:
    """Return a folded word with every letter that looks like one of ours as that one, and without marks that disguise.

    Marks disguise where no alphabet puts them, and where those of several languages stand in one word.
    """
    pieces = _letters(unicodedata.normalize("NFD", word).translate(_OURS))
    marked = [unicodedata.normalize("NFC", piece) for piece in pieces if len(piece) > 1]
    if any(alphabet.issuperset(marked) for alphabet in _ALPHABETS) or (len(marked) == 1 and marked[0] in _ACCENTED):
        return "".join(pieces)
    return "".join(piece[0] for piece in pieces)


def name_skeleton(name: str) -> str:
    """Return what a name looks like at a glance: digits as letters, `rn` as `m`, nothing between its words.

    Of a name without a visible letter or digit nothing is left.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(piece[0] for piece in _letters(plain.translate(_OURS)))
    told = "".join(sign for sign in letters.translate(_NUMBERS_AND_STROKES) if sign.isalnum() and sign not in _BLANK)
    return told.replace("rn", "m").replace("vv", "w")


def _letters(text: str) -> list[str]:
    """Return each letter with the marks that follow it; marks without one are left out."""
    pieces: list[str] = []
    for sign in text:
        if unicodedata.category(sign) in ("Mn", "Me", "Mc"):
            pieces[-1:] = [pieces[-1] + sign] if pieces else []
        elif unicodedata.category(sign) != "Cf":
            pieces.append(sign)
    return pieces
