"""Words of ordinary questions about filings: what is none of these, where a company's name would stand, may be one."""

_QUESTION = """
what how why when where who which whose is are was were be been has have had do does did can could will would
should may
might compare contrast list give show tell explain describe summarize summarise outline identify calculate compute
find
determine state rank analyze analyse discuss evaluate assess provide using based according please help assume answer
question let here there that this these those it its they their we our you your i my me us if then else so and or but
not no yes any all each every both either neither some many much more most less least between among amid against
versus
vs with without within across over under above below into onto from to for of on in at by as than about during since
until before after per through throughout up down out off again also too very just only even still yet other another
such same different next previous prior current latest recent last first second third fourth final
"""
_TIME = """
january february march april may june july august september october november december jan feb mar apr jun jul aug sep
sept oct nov dec monday tuesday wednesday thursday friday saturday sunday spring summer autumn fall winter christmas
today yesterday tomorrow year yearly annual annually quarter quarterly half month monthly week weekly day daily period
fiscal calendar financial interim ytd yoy qoq mom ttm ltm cagr fy cy q1 q2 q3 q4 h1 h2 covid covid-19 pandemic
"""
_PEOPLE = """
company corporation firm issuer business group enterprise organization management board director officer executive
shareholder stockholder investor owner holder customer client user rider driver member subscriber employee worker
staff
supplier vendor partner competitor peer rival bank retailer manufacturer lender auditor analyst regulator government
state federal congress court judge ceo cfo coo cto chairman president committee commission agency department
sec irs ftc doj epa fda fasb gaap non-gaap ifrs aicpa nyse nasdaq s&p moody fitch edgar fed federal treasury
"""
_FINANCE = """
revenue sale net gross total income profit loss earnings margin cost expense expenditure spending cash flow operating
operation investing financing activity asset liability equity debt loan note bond share stock dividend buyback
repurchase capital capex opex working inventory receivable payable goodwill tax rate interest ratio return
turnover growth change
increase decrease decline rise drop trend segment product service region geography division unit brand category line
item statement balance sheet report filing form document disclosure page table section figure footnote financials
result
performance outlook guidance forecast target estimate risk factor legal proceeding lawsuit litigation contingency
acquisition merger divestiture disposal restructuring impairment severance policy accounting standard foreign exchange
currency dollar euro yen pound million billion thousand percent percentage basis point average median mean sum highest
lowest largest smallest best worst amount number value price market competition industry economy economic inflation
liquidity solvency leverage coverage efficiency profitability valuation capitalization depreciation amortization
adjusted unadjusted diluted basic common preferred treasury minority noncontrolling attributable consolidated
condensed
ebit ebitda ebitdar eps roa roe roi roic roce dpo dso dio ccc cogs sg&a sga r&d rd m&a md&a pp&e ppe ppne fcf fx
ipo esg
usd eur gbp jpy cad us usa u.s uk eu ai ml it hr ip vat var var. cet1 nii nim npl p&l pnl kpi arpu mau dau gmv gov gb
headcount store branch subscriber subscription commercial domestic international global overseas worldwide north south
america american europe european asia asian china chinese japan japanese india africa latin emea apac pacific americas
item part exhibit note schedule appendix table annual new old high low big small large strong weak good bad key main
end begin beginning ended ending start information detail metric judgment conclusion resource equity public banker
using basing based shown stated drawing reported disclosed associated related respectively approximately
actual aggregate combined overall headline stated exact precise corresponding respective initial historical historic
bigger larger smaller greater higher lower fewer better worse
standalone whole entire true real nominal biggest ever full top bottom pre post mid early late so far level headline
corporate organisation organization-wide general normal regular typical usual particular given said certain known
fast faster fastest quick quickly quickest slow slowly slower slowest rapid rapidly steep steeply sharp sharply
major minor primary principal significant material notable substantial potential possible ongoing
"""
_ASKING = """
define specify quantify extract retrieve derive pull obtain present presented cite quote mention note share supply
furnish difference gap spread swing movement jump dip surge uptick downturn slump delta bulk majority half evolution
pattern breakdown detail summary figure stat data info information variance deviation development progression course
indicate verify confirm check look looking see get got fetch need want like know learn say tell walk through break help
kindly briefly exactly roughly approximately precisely clearly plainly simply correct accurate wondering curious
estimate measure record recorded post posted book booked log logged achieve achieved realize realized register bring
brought make made making take took turn turned come came go went end ended close closing closed open opening year-end
happen happened occurred fell place spent hit reach reached stand stood amount amounted equal equalled
"""
_QUALIFYING = """
zero one two three four five six seven eight nine ten eleven twelve twenty single double triple dual couple several
consecutive successive straight sequential rolling trailing running cumulative aggregate aggregated total tot ttl
consol cons ann yr qtr curr approx avg min max strong robust solid healthy weak soft sluggish tepid huge massive
enormous hefty sizable sizeable considerable substantial whopping record all-time mere modest moderate small tiny
unaudited audited restated official public final eventual ultimate resulting implied stated quoted published
disclosed undisclosed unadjusted unchanged plain simple raw pure overall entire complete full-year whole-year
first-quarter second-quarter third-quarter fourth-quarter half-year nine-month twelve-month year-to-date
yearly monthly usual recurring nonrecurring one-time pro forma like-for-like expected anticipated projected planned
target previous preceding following subsequent upcoming coming past present future then-current reporting
comparable equivalent opposite respective said same exact very much so-called top-level bottom-level enterprise
enterprise-wide company-wide group-wide firm-wide organization-wide corporate-wide book carrying
"""
_CONTRACTED = "what's how's who's where's it's that's there's here's let's he's she's let today's"

ORDINARY_WORDS = frozenset(" ".join((_QUESTION, _TIME, _PEOPLE, _FINANCE, _ASKING, _QUALIFYING, _CONTRACTED)).split())

SMALL_WORDS = frozenset(f"{_QUESTION} {_TIME} {_CONTRACTED} company filing report".split())
"""Words of a question that say nothing about its matter."""
