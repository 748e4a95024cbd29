"""Words that say nothing about what a text is about: English function words, the small change of support talk,
and the calendar, whose words come and go without anybody's doing."""

from typing import Final

_FUNCTION_WORDS: Final = """
a about above after again against all almost also although always am an and another any anybody anyone anything
are aren't around as at away back be became because been before being below between both but by came can can't
cannot come comes could couldn't did didn't do does doesn't doing don't done down during each either else enough
even ever every everybody everyone everything few for from further gave get gets getting give gives go goes going
gone got had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself him himself his how
however i i'd i'll i'm i've if in instead into is isn't it it'd it'll it's its itself just keep keeps kept know
knows known last least less let lets like little long look looks lot lots made make makes many may maybe me might
mine more most much must my myself need needs neither never new next no nobody none nor not nothing now of off
often on once one ones only onto or other others otherwise ought our ours ourselves out over own per perhaps put
quite rather really said same saw say says see seem seems seen several shall she she'd she'll she's should
shouldn't since so some somebody someone something sometimes soon still such take takes taken than that that's
the their theirs them themselves then there there's these they they'd they'll they're they've thing things think
this those though through thus till to together too took toward towards tried tries try trying two under unless
until up upon us use used uses using very want wants was wasn't way we we'd we'll we're we've well went were
weren't what what's whatever when where where's whether which while who who's whole whom whose why will with
within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves
"""
_SUPPORT_TALK: Final = """
anyway best cheers dear edit eg etc fine first good great hello help helped helps hi hope idea ideas ie issue issues
kind nice ok okay please post posts problem problems question questions regards right second sorry sure thank
thanks thread today tomorrow topic week weeks work worked working works yesterday
answer answers ask asked asking day days hour hours minute minutes month months year years time times
"""
_CALENDAR: Final = """
monday tuesday wednesday thursday friday saturday sunday weekend morning evening night afternoon
january february march april june july august september october november december spring summer autumn winter
"""

STOP_WORDS: Final = frozenset((*_FUNCTION_WORDS.split(), *_SUPPORT_TALK.split(), *_CALENDAR.split()))
