# Signing in.
sign-in-title = Sign in
sign-in-lead = No password needed. Enter your email address and we send you a link.
sign-in-email = Email address
sign-in-email-invalid = This does not look like an email address. Please check it, e.g. name@example.com.
sign-in-send = Send me the link
sign-in-who = Use the address your school registered for you. If you do not know which, ask your teacher.
sent-title = Please check your mail
sent-text = If this address is known to us, a link was sent. It works once, within ten minutes.
sent-browser = Open it in this same browser on this same device. Nothing there? Look into the spam folder.
sent-again = Try another address
confirm-title = Confirm sign-in
confirm-text = One tap on the button signs you in. If it was not you who asked for this, close the page.
confirm-button = Sign in
sign-out = Sign out

# The profile.
me-title = My profile
me-profile = About me
me-class = Class
me-major = Major
me-graduates = Graduation
me-email = Email address
me-regions = Where I want to work
me-pay = Monthly pay wanted
me-pay-value = ¥{ $yuan } or more
me-skills = Skills I have
me-organisation = Organisation account
me-operator = Operator
me-employer = Employer
me-school = School
me-department = Education department
me-consents = My consents
me-consents-lead = Each one is your decision. You can take it back at any time, and it works at once.
consent-matching = Matching
consent-matching-text = Use my training record to find jobs that fit. Employers do not see my name or number.
consent-alerts = Alerts
consent-alerts-text = Send me mail when a new job fits.
consent-contact = Contact
consent-contact-text = Employers with a matching job may see my name and number.
consent-since = Agreed since { $date }
consent-not = Not agreed
consent-give = Agree
consent-withdraw = Take back
me-alerts = Email alerts
me-alerts-none = No alerts.
alert-search = Saved search
alert-events = Events
alert-immediate = At once
alert-daily = Once a day
alert-weekly = Once a week
alert-on = On
alert-off = Stopped
channel-webhook = Webhook

# Unsubscribing.
unsubscribe-title = Unsubscribe
unsubscribe-ask = Stop this alert: { $what }?
unsubscribe-button = Unsubscribe
unsubscribe-done = Done. You will not get this kind of mail any more.

# What alerts are about.
channel-email = Email
event-match-found = new matches
event-vacancy-published = vacancies published
event-vacancy-closed = vacancies closed
event-vacancy-held = vacancies waiting for review
event-vacancy-refused = vacancies refused
event-vacancy-expiring = vacancies that end soon
event-verification-due = licence check due
event-verification-failed = licence check not passed
event-employer-suspended = verification suspended
event-import-finished = imports finished
event-student-transferred = a student moved to another school
event-student-claimed = two schools claim one student
