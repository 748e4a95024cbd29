"""Whether somebody says in words that a solution worked; pure, English only, our own rule [OURS].

A text confirms when one of its sentences says so (a phrase below), nothing in that sentence takes it back (a negation,
a condition, another time, a "but"), and no question follows in the text. Precision comes before recall: what is missed
can still be accepted. The measured figures stand in docs/methodology.md.
"""

import re
from typing import Final

_SENTENCE: Final = re.compile(r"[^.!?\n]*[.!?]*")

_LONGEST: Final = 400  # characters read of one sentence


def _verbose(pattern: str) -> str:
    """Return a pattern for use within a verbose one, where a bare space stands for nothing."""
    return pattern.replace("[\\w ]", r"[\w\x20]").replace(" ", r"\ ")


_OUTCOME: Final = _verbose(
    r"(?:worked|works|did it|did the trick|does the trick|did the job|fixed|solved|resolved|cured|sorted|helped me"
    r"|(?:seems|appears) to (?:have|of) (?:worked|fixed|solved|resolved|sorted|done the trick))"
)
_SUBJECT: Final = _verbose(
    r"(?:that|this|it|which|what you said|both|everything|all of (?:it|that)|you|[\w ]*ing (?:it )?(?:\w+ ){0,4}?"
    r"|(?:the|your|this|that|a) (?:\w+ ){0,3}?\w+|reinstall|restart|reset|update)"
)
_LATELY: Final = _verbose(
    r"(?:(?:has|have|had|'s|just|finally|really|indeed|actually|now|totally|definitely|immediately|already|also) )*"
)
_CONFIRMS: Final = re.compile(
    rf"""
      ^(?:yes|yep|yeah|great|ok|okay|oh|wow|boom|perfect|brilliant|hooray|thanks?|thank\ you)?[\s,:]*
        (?:(?:it's|its|it\ is|it's\ been|that's|been|all|problem|issue|now|already)\ )*
        (?:(?:solved|fixed|resolved|sorted|worked)\b|works\b(?=\W*(?:$|now|again|great|perfectly|thank|for\ me)))
    | ^(?:yes|yep|wow|ah|so|and|well|thanks)?[\s,]*(?:{_SUBJECT})\ ?{_LATELY}{_OUTCOME}\b(?!\ (?:problem|by|out))
    | \b(?:that|this|it|which)(?:\ has|'s)?\ {_LATELY}
        (?:worked|did\ the\ trick|did\ it|solved\ it|fixed\ it|fixed\ itself)\b
    | \b(?:works|working|running|charging|connected|connects|pairs|starts|boots|loads|fixed|solved|sorted|resolved)
        \ (?:again|now|perfectly|like\ a\ charm|as\ it\ should|fine\ (?:now|again)|again\ now)\b
    | \b(?:problem|issue|error|fault|mystery|case|situation)(?:\ is|\ was|\ has|\ been|\ now)*
        \ (?:solved|fixed|resolved|gone|closed)\b
    | \b(?:solved|fixed|resolved|cured|sorted)\ (?:it|the\ (?:problem|issue|error)|my\ (?:problem|issue))\b
    | \bgot\ it\ (?:working|fixed|sorted|solved)\b
    | \b(?:worked|works)\ (?:for\ me|a\ treat|like\ a\ charm|perfectly|great|at\ once|first\ time|straight\ away)\b
    | \b(?:all\ good|all\ sorted|back\ online|up\ and\ running|good\ as\ new|back\ to\ normal)\b
    | \b(?:saved\ my\ (?:day|week|evening|weekend|life)|made\ my\ day)\b
    | \bthat\ was\ (?:it|the\ (?:problem|issue|cause|culprit|reason|solution|fix))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TAKES_BACK: Final = re.compile(
    r"\b(?:not|no|never|nothing|neither|nor|without|cannot|nobody|no one|hardly|barely|almost|nearly"
    r"|isn't|wasn't|doesn't|didn't|don't|hasn't|haven't|hadn't|won't|wouldn't|couldn't|can't|isnt|doesnt|didnt|wont"
    r"|if|unless|whether|until|till|when|before|would|could|should|might|may|must|will|hope|hoping|hopefully|wish"
    r"|supposed|wonder|think|guess|maybe|perhaps|in theory|let me know|trying|stopped|stops|always|sporadically"
    r"|used to|last (?:week|month|year|night|time|summer|winter)|yesterday|for (?:a|one|two|some|about) \w+"
    r"|but|however|except|although|though|only|partly|partially|half|sometimes|temporarily|still|yet|otherwise|else"
    r"|anyone|someone|somebody|others|for (?:him|her|them|others)|same (?:problem|issue)"
    r"|works? (?:\w+ )?(?:fine |ok |okay |well )?(?:on|with|in|from)|(?:fine|ok|okay) (?:on|with|in|from))\b",
    re.IGNORECASE,
)
_HARMLESS: Final = re.compile(
    r"\b(?:no (?:problems?|worries|more (?:problems?|errors?)|longer|idea why)|thanks (?:though|anyway)"
    r"|not sure why|do(?:n't| not) know why|could(?:n't| not) have|without (?:a|any) (?:problem|hitch|issue)s?"
    r"|should have (?:thought|tried|seen)|would (?:never|not) have)\b[^,;]*",
    re.IGNORECASE,
)


def confirms(text: str) -> bool:
    """Tell whether `text` says in words that what was proposed worked."""
    said = False
    for sentence in _SENTENCE.findall(text.replace("’", "'")):
        if sentence.rstrip().endswith("?"):
            return False
        said = said or _says_so(sentence.strip()[:_LONGEST])
    return said


def _says_so(sentence: str) -> bool:
    return bool(_CONFIRMS.search(sentence)) and not _TAKES_BACK.search(_HARMLESS.sub("", sentence))


def asks(text: str) -> bool:
    """Tell whether `text` holds a question."""
    return "?" in text
