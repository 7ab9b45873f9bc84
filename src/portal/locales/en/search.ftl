# The home page.
home-title = Jobs that say what they mean
home-heading = However far from home, know what you sign up for
home-lead = Pay, housing, shifts and insurance, line by line. Sign in to see which jobs fit you, and why.
home-shortcuts = Popular filters
home-newest = Newest jobs
home-all = { $count ->
    [one] The one job there is
   *[other] All { $count } jobs
}
shortcut-day-shift = Day shift only
shortcut-dormitory = With dormitory
shortcut-meals = Meals included
shortcut-insurance = All five insurances
shortcut-two-rest-days = Two days off a week
shortcut-minor = Open to ages 16–17

# The search page.
search-title = Find jobs
search-title-for = Jobs for { $words }
search-words = What kind of work
search-words-example = Job or skill, e.g. 数控车工
search-place = Where
search-place-example = City or county
search-pay = Monthly pay from
search-pay-any = Any pay
search-pay-step = ¥{ $yuan } a month or more
search-button = Search
search-filters = Filters
search-results = Results
search-chosen = Chosen filters
search-total = { $count ->
    [one] 1 job
   *[other] { $count } jobs
}
search-positions = { $count ->
    [one] 1 opening
   *[other] { $count } openings
}
search-order = Order
sort-relevance = Best match
sort-newest = Newest
sort-pay = Highest pay
search-pages = Pages
search-first = Back to the first page
search-next = Next page
chip-remove = Remove filter: { $label }
chip-pay = ¥{ $yuan } a month or more
chip-exclude = Not { $label }
job-posted = Posted { $date }
empty-heading = No job fits all of this
empty-shorter = Try a shorter word, such as 数控 instead of 数控车床操作工.
empty-wider = Widen the place to the whole city or province.
empty-pay = Remove pay and housing filters, then add them back one by one.
empty-all = See all jobs
notice-place-unknown = We do not know the place “{ $place }”, so the results are not limited to it. Please write the name of a city or county.
notice-place-ambiguous = There are several places called “{ $place }”. Which one do you mean?
notice-corrected = Nothing was found for “{ $from }”. These are results for “{ $to }”.
notice-relaxed = No job has all the words. These need not have: { $words }.

# Filters.
facet-region = Region
facet-occupation = Occupation
facet-major = Major
facet-skill = Skill
facet-certificate = Certificate
facet-employer = Employer
facet-kind = Kind
facet-shift = Shift
facet-meals = Meals
facet-dormitory = Housing
facet-insurance = Insurance
facet-housing_fund = Housing fund
facet-rest_days = Days off
facet-accepts_minor = Age
facet-programme = Programme
facet-include_unknown_pay = Pay not stated
facet-dormitory-true = With dormitory
facet-dormitory-false = No dormitory
facet-housing_fund-true = Housing fund paid
facet-housing_fund-false = No housing fund
facet-accepts_minor-true = Open to ages 16–17
facet-accepts_minor-false = 18 and over
facet-include_unknown_pay-true = With negotiable pay
facet-include_unknown_pay-false = Only with stated pay
