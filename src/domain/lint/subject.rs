//! What is checked: the posting form, and what is known of who posts it.

use crate::domain::vacancy::VacancyForm;

/// A vacancy to check.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What it says, as far as it has been filled in.
    pub form: &'a VacancyForm,
    /// Whether a labour-dispatch agency (劳务派遣) posts it.
    pub by_agency: bool,
}

/// A free text of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'a> {
    /// Where it stands, as an RFC 6901 pointer.
    pub pointer: String,
    /// What it says, exactly as given.
    pub text: &'a str,
}

impl<'a> Subject<'a> {
    /// A form posted by an employer that hires for itself.
    pub fn new(form: &'a VacancyForm) -> Self {
        Self { form, by_agency: false }
    }

    /// The same, posted by a labour-dispatch agency or not.
    pub fn posted_by_agency(self, by_agency: bool) -> Self {
        Self { by_agency, ..self }
    }

    /// Every free text of the form.
    pub fn passages(&self) -> Vec<Passage<'a>> {
        let form = self.form;
        let workplace = form.workplace.as_ref().and_then(|place| place.text.as_deref());
        let pay = form.pay.as_ref().and_then(|pay| pay.text.as_deref());
        let single = [
            ("/title", form.title.as_deref()),
            ("/description", form.description.as_deref()),
            ("/workplace/text", workplace),
            ("/pay/text", pay),
        ];
        let single = single.into_iter().filter_map(|(pointer, text)| Some((pointer.to_owned(), text?)));
        let skills = form.requirements.skills.iter().enumerate();
        let skills =
            skills.map(|(place, one)| (format!("/requirements/skills/{place}/term"), one.term.as_str()));
        let certificates = form.requirements.certificates.iter().enumerate();
        let certificates = certificates
            .map(|(place, one)| (format!("/requirements/certificates/{place}/name"), one.name.as_str()));
        let all = single.chain(skills).chain(certificates);
        all.map(|(pointer, text)| Passage { pointer, text }).collect()
    }
}
