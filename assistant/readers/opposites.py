"""Words that exclude each other: a question that takes one for granted where the passage has the other is misled."""

from functools import lru_cache

from corpus.words import STOP, fold, stems

# Left of the bar what a question may presuppose, right of it what contradicts that; each side contradicts the other.
_PAIRS = """
accept accepted accepting|reject rejected refuse refused decline declined expel expelled
expel expelled|accept accepted admit admitted receive received
attend attended join joined|boycott boycotted refuse refused shunned stayed
welcome welcomed praise praised|fear fears feared oppose opposed condemn condemned criticise criticised
open opened reopen reopened|closed shut closure banned bans
lapse lapsed expire expired|renew renewed extend extended prolonged
lift lifted ease eased remove removed|impose imposed maintain maintained tighten tightened kept
appoint appointed|dismiss dismissed sack sacked vacant
ally allies allied partners friends|enemy enemies rival rivals oppose opposes opposed fight fights
disband disbanded dissolve dissolved abolish abolished|keep keeps kept retain retained established created
resume resumed restore restored|suspend suspended halt halted break broke severed sever
continue continued|end ended stop stopped halt halted cease ceased
invite invited include included admit admitted|exclude excluded bar barred omitted
release released free freed|arrest arrested detain detained jail jailed
approve approved adopt adopted back backed endorse endorsed|veto vetoed reject rejected block blocked
withdraw withdrew withdrawn leave left|stay stayed remain remained deploy deployed
increase increased rise rose grow grew|decrease decreased fall fell fallen decline declined drop dropped
win won|lose lost
succeed succeeded success|fail failed failure
agree agreed consent consented|refuse refused disagree disagreed reject rejected
allow allowed permit permitted|ban banned bar barred forbid forbidden prohibit prohibited
confirm confirmed admit admitted|deny denied
strengthen strengthened|weaken weakened
expand expanded|shrink shrank cut reduce reduced
protect protected|endanger endangered threaten threatened
trust trusted|distrust distrusted mistrust
comply complied obey obeyed|violate violated breach breached defy defied
sign signed|refused rejected
recognise recognised|rejected unrecognised
grant granted give gave|deny denied withhold withheld refused
deploy deployed|withdraw withdrew withdrawn
create created establish established|abolish abolished dissolve dissolved disband disbanded
support supported supports|oppose opposed opposes
cancel cancelled postpone postponed|held went
"""


@lru_cache(maxsize=1)
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _PAIRS.strip().splitlines():
        one, other = (frozenset(side.split()) for side in line.split("|"))
        for word in one:
            found[word] = found.get(word, frozenset()) | other
        for word in other:
            found[word] = found.get(word, frozenset()) | one
    return found


def contradicted(question: str, text: str) -> bool:
    """Whether a word of the question is missing from the text while one that excludes it stands there."""
    said, said_stems = set(fold(text).split()), set(stems(text))
    for word in fold(question).split():
        if word in STOP or set(stems(word)) & said_stems:
            continue
        if _opposites().get(word, frozenset()) & said:
            return True
    return False
