//! `/feeds/vacancies.atom`: the newest vacancies for feed readers (RFC 4287).

use crate::{
    api::{Answer, etag},
    app::{App, feed, search::SearchItem},
    domain::language::Language,
};
use actix_web::{HttpRequest, web::Data};
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt::{self, Write as _};

const CONTENT_TYPE: &str = "application/atom+xml; charset=utf-8";

/// The newest 100 vacancies as an Atom feed.
#[utoipa::path(get, path = "/feeds/vacancies.atom", tag = "feeds", responses(
    (status = 200, description = "Atom (RFC 4287)", content_type = "application/atom+xml", body = String),
    (status = 304, description = "The same as it was")))]
pub async fn newest(app: Data<App>, request: HttpRequest) -> Answer {
    let items = feed::newest(&app).await?;
    Ok(etag::text(&request, CONTENT_TYPE, document(&app.policy().public_url, &items)))
}

fn document(base: &str, items: &[SearchItem]) -> String {
    let base = Escaped(base);
    // A feed has to say when it changed; one of nothing never did.
    let updated = items.iter().map(|item| item.vacancy.updated_at).max().unwrap_or(DateTime::UNIX_EPOCH);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n\
         <id>{base}/feeds/vacancies.atom</id>\n<title>职桥 · 最新岗位</title>\n<updated>{}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}/feeds/vacancies.atom\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}/search?sort=newest\"/>\n\
         <author><name>职桥 jobbridge</name></author>\n",
        time(updated)
    );
    for item in items {
        let _ = entry(&mut text, &base, item);
    }
    text.push_str("</feed>\n");
    text
}

fn entry(text: &mut String, base: &Escaped<'_>, item: &SearchItem) -> fmt::Result {
    let (vacancy, content) = (&item.vacancy, &item.vacancy.content);
    let published = vacancy.published_at.unwrap_or(vacancy.created_at);
    let pay = content.pay.show(Language::Chinese);
    let place = &content.workplace.region_name;
    let html = html(&[&pay, place, &item.employer_name], &content.description);
    writeln!(text, "<entry>\n<id>urn:uuid:{}</id>", vacancy.id.0)?;
    writeln!(text, "<title>{} · {}</title>", Escaped(&content.title), Escaped(place))?;
    writeln!(text, "<published>{}</published>", time(published))?;
    // Whatever a clock did meanwhile, nothing changed before it was there.
    writeln!(text, "<updated>{}</updated>", time(vacancy.updated_at.max(published)))?;
    writeln!(text, "<link rel=\"alternate\" type=\"text/html\" href=\"{base}/vacancies/{}\"/>", vacancy.id)?;
    writeln!(text, "<author><name>{}</name></author>", Escaped(&item.employer_name))?;
    if let Some(occupation) = &content.occupation {
        writeln!(
            text,
            "<category term=\"{}\" label=\"{}\"/>",
            Escaped(&occupation.code),
            Escaped(&occupation.name)
        )?;
    }
    writeln!(text, "<content type=\"html\">{}</content>\n</entry>", Escaped(&html))
}

/// The facts in a line and the description in paragraphs, as HTML.
fn html(facts: &[&str], description: &str) -> String {
    let facts = facts.iter().filter(|fact| !fact.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    let lines = std::iter::once(facts.as_str()).chain(description.lines().map(str::trim));
    lines.filter(|line| !line.is_empty()).map(|line| format!("<p>{}</p>", Escaped(line))).collect()
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A text as XML and HTML take it, in elements and attributes. What XML 1.0 has no way to say is left out.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\'' => out.write_str("&#39;"),
            '\t' | '\n' => out.write_char(character),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => Ok(()),
            character => out.write_char(character),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup_and_what_xml_cannot_say_is_left_out() {
        assert_eq!(Escaped("a<b>&\"'\u{0}\u{b}\u{ffff}\n岗").to_string(), "a&lt;b&gt;&amp;&quot;&#39;\n岗");
        let html = html(&["4千", "", "厂"], "一\n\n </p><script>");
        assert_eq!(html, "<p>4千 · 厂</p><p>一</p><p>&lt;/p&gt;&lt;script&gt;</p>");
    }

    #[test]
    fn a_feed_of_nothing_has_all_that_a_feed_must_have() {
        let text = document("https://jobs.example/?a&b", &[]);
        for part in ["<id>", "<title>", "<updated>1970-01-01T00:00:00Z</updated>", "rel=\"self\"", "?a&amp;b"]
        {
            assert!(text.contains(part), "{part}");
        }
    }
}
