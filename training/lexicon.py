"""Words that exclude each other: swapping one for another in a question changes what it asks."""

from __future__ import annotations

GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split())
    for line in """
first second third fourth last final
north south east west
northern southern eastern western central
northeast northwest southeast southwest
largest smallest
biggest smallest
highest lowest
oldest youngest newest
earliest latest
longest shortest
best worst
most least fewest
more fewer less
major minor
primary secondary
high low
large small
long short
old new
young elderly
early late
before after during
increase decrease
increased decreased
increasing decreasing
rise fall decline
rose fell
gain loss
gained lost
won lost
win lose
victory defeat
began ended
begin end
start finish end
started stopped finished
opened closed
open close
born died
birth death
cause prevent
caused prevented
causes prevents
allow prohibit
allowed prohibited banned
accept reject
accepted rejected
support oppose
supported opposed
supporters opponents critics
include exclude
included excluded
join leave
joined left
build destroy demolish
built destroyed demolished
create abolish
created abolished
established dissolved
founded dissolved
buy sell
bought sold
purchased sold
import export
imports exports
arrive depart
arrived departed
enter leave
attack defend
attacked defended
strong weak
stronger weaker
hot cold
warm cool
wet dry
rich poor
public private
male female
men women children
man woman
boys girls
father mother brother sister son daughter wife husband uncle
king queen emperor prince pope duke
president governor mayor senator minister chancellor
author editor publisher translator
director producer actor composer screenwriter
teacher student
professor student
doctor nurse patient
army navy
military civilian
domestic foreign
national local regional
federal state municipal
urban rural
summer winter spring autumn
morning evening afternoon night
january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
day week month year decade century
days weeks months years decades
million billion thousand
percent
christian muslim jewish hindu buddhist
catholic protestant orthodox
english french german spanish italian russian chinese japanese dutch portuguese greek latin arabic
british american french german spanish italian russian chinese japanese indian canadian australian
england france germany spain italy russia china japan india canada australia portugal greece egypt mexico brazil
london paris berlin rome moscow beijing tokyo madrid vienna chicago boston philadelphia
europe asia africa australia america
democrats republicans
liberal conservative
guitar piano violin drums
red blue green yellow black white
gold silver bronze
copper iron tin lead zinc
oxygen nitrogen hydrogen carbon helium
river lake mountain island
airport station harbour
school university hospital church
album song single
film book play
book newspaper magazine
radio television
football baseball basketball cricket hockey
left right
upper lower
inner outer
top bottom
front rear
above below
inside outside
minimum maximum
advantage disadvantage
advantages disadvantages
similar different
similarity difference
same different
always never
often rarely
common rare
positive negative
success failure
successful unsuccessful failed
legal illegal
natural artificial
ancient modern
temporary permanent
safe dangerous
cheap expensive
easy difficult
fast slow
heavy light
deep shallow
wide narrow
full empty
correct incorrect
true false
""".strip().splitlines()
    if len(line.split()) > 1
)


def rivals_by_word() -> dict[str, tuple[str, ...]]:
    """Every word of the lexicon with the words that exclude it."""
    rivals: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        for word in group:
            others = tuple(other for other in group if other != word)
            rivals[word] = (*rivals.get(word, ()), *others)
    return rivals
