# The frame of every page.
site-name = jobbridge
site-description = Jobs for vocational graduates, with pay, housing, shifts and insurance spelled out, and the reasons why a job fits you.
home-link = jobbridge, to the home page
skip-to-content = Skip to content
main-menu = Main menu
menu-search = Find jobs
menu-matches = My matches
menu-me = Me
menu-sign-in = Sign in
other-language = 中文
foot-promise = Finding a job costs nothing. Stay away from anyone who asks for a deposit, a training fee or your identity card.
foot-about = About jobbridge
unsaid = Not said
to-home = To the home page
to-search = Find jobs

# Error pages.
failure-400 = This request cannot be understood
failure-400-text = Something in the address or the form is not right. Go back to the search and try again.
failure-403 = You cannot see this page
failure-403-text = The page may have been open for too long, or your account may not do this. Go back, reload and try again.
failure-404 = This page was not found
failure-404-text = The address may be wrong, or the content was taken down.
failure-405 = This is not possible here
failure-405-text = Please use the buttons and links on the pages.
failure-410 = This job is no longer open
failure-410-text = It is filled, past its date or closed by the employer. Have a look at other jobs.
failure-413 = This is too large
failure-413-text = Please shorten it and try again.
failure-429 = Too many tries
failure-429-text = Please wait a few minutes and try again.
failure-500 = Something went wrong on our side
failure-500-text = It is not your fault. Please try again in a while.
failure-503 = The service is not available right now
failure-503-text = Please try again in a while.

# About.
about-title = About jobbridge
about-what = What jobbridge does
about-what-text = Schools in the east and the west of China train students together: they enrol at home, learn their trade in the east, and often start work a thousand kilometres from home. jobbridge brings the employers’ jobs and the schools’ training records together. It shows graduates which job fits and why, and tells both schools where their students went.
about-match = How matching works
about-match-text = Major, skills, certificates, place, pay, housing and shifts each count for a share. Each share gives its reason, and together they make the score. Sex, ethnicity, household registration and family are never part of it.
about-privacy = Your data
about-privacy-text = No employer gets your name or number without your consent. You can take back each consent at any time, and it works at once.
about-synthetic = Synthetic data
about-synthetic-text = Organisations and people marked “Synthetic data” are made up for demonstration and tests. They do not exist; please do not contact them.
about-words = Words you will meet
about-word-base = Base pay
about-word-base-text = What you get without overtime or bonus. Look at it first.
about-word-insurance = Insurance and housing fund
about-word-insurance-text = The five insurances are pension, medical, unemployment, work injury and maternity. The housing fund is separate: five insurances do not include it.
about-word-probation = Probation
about-word-probation-text = At most one month for a contract under one year, two months under three years, six months from three years on. Pay must be at least 80% of the agreed pay.
about-word-dispatch = Labour dispatch
about-word-dispatch-text = Your contract is with an agency, and you work at another company. Ask who pays you and who pays your insurance before you sign.
list-separator = {", "}
