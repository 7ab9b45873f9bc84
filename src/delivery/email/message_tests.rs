//! Mails as a receiving program reads them: parsed again from their bytes.

use mail_parser::{HeaderValue as Parsed, MessageParser};

use super::*;

fn sender() -> Mailbox {
    MailAddress { name: Some("职桥".to_owned()), address: "notify@jobbridge.example".to_owned() }
        .mailbox()
        .unwrap()
}

pub(in super::super) fn sample() -> EmailMessage {
    EmailMessage {
        delivery_id: "dlv_01jz0000000000000000000000".to_owned(),
        to: MailAddress {
            name: Some("阿依古丽·买买提".to_owned()),
            address: "student@school.example".to_owned(),
        },
        reply_to: None,
        content: Rendered {
            subject: "有 3 个新岗位适合你：数控车工（长白班），4,000–6,000元/月 · 13薪，深圳市宝安区福海街道"
                .to_owned(),
            text: "你好：\n\n数控车工（长白班）\n.\n再见\n".to_owned(),
            html: "<!DOCTYPE html>\n<p>数控车工（长白班）</p>\n".to_owned(),
        },
        date: "2026-06-20T02:00:00Z".parse().unwrap(),
        unsubscribe: Some(Unsubscribe {
            link: format!("https://jobbridge.example/unsubscribe/{}", "a1".repeat(60)),
            mailto: Some("mailto:unsubscribe@jobbridge.example?subject=sub_01jz".to_owned()),
        }),
    }
}

fn bytes(mail: &EmailMessage) -> Vec<u8> {
    mail.build(&sender()).unwrap().formatted()
}

fn refusal(change: impl FnOnce(&mut EmailMessage)) -> MessageError {
    let mut mail = sample();
    change(&mut mail);
    mail.build(&sender()).map(|_| ()).unwrap_err()
}

#[test]
fn a_mail_has_text_and_html_and_says_who_writes_to_whom() {
    let bytes = bytes(&sample());
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(mail.subject(), Some(sample().content.subject.as_str()));
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), sample().content.text);
    assert_eq!(mail.body_html(0).unwrap().replace("\r\n", "\n"), sample().content.html);
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("阿依古丽·买买提"), Some("student@school.example")));
    assert_eq!(mail.from().unwrap().first().unwrap().address(), Some("notify@jobbridge.example"));
    assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-06-20T02:00:00Z");
    assert_eq!(mail.content_type_subtype(), Some("alternative"));
}

trait Subtype {
    fn content_type_subtype(&self) -> Option<&str>;
}

impl Subtype for mail_parser::Message<'_> {
    fn content_type_subtype(&self) -> Option<&str> {
        use mail_parser::MimeHeaders;
        self.content_type().and_then(|kind| kind.subtype())
    }
}

#[test]
fn every_attempt_at_one_delivery_is_the_same_mail_to_the_byte() {
    assert_eq!(bytes(&sample()), bytes(&sample()));
    let bytes = bytes(&sample());
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(mail.message_id(), Some("dlv_01jz0000000000000000000000@jobbridge.example"));
}

#[test]
fn leaving_takes_one_click_or_one_mail_and_the_link_stays_whole() {
    let text = String::from_utf8(bytes(&sample())).unwrap();
    let unsubscribe = sample().unsubscribe.unwrap();
    let mailto = unsubscribe.mailto.unwrap();
    let line = format!("List-Unsubscribe: <{}>,\r\n <{mailto}>\r\n", unsubscribe.link);
    assert!(text.contains(&line), "{text}");
    assert!(text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{text}");
    assert!(text.contains("\r\nAuto-Submitted: auto-generated\r\n"), "{text}");
}

#[test]
fn a_mailbox_that_nobody_reads_is_not_named() {
    let mut mail = sample();
    let link = mail.unsubscribe.as_ref().unwrap().link.clone();
    mail.unsubscribe = Some(Unsubscribe { link: link.clone(), mailto: None });
    let text = String::from_utf8(bytes(&mail)).unwrap();
    assert!(text.contains(&format!("\r\nList-Unsubscribe: <{link}>\r\n")), "{text}");
}

#[test]
fn a_mail_somebody_asked_for_needs_no_way_to_leave() {
    let mail = EmailMessage { unsubscribe: None, ..sample() };
    let text = String::from_utf8(bytes(&mail)).unwrap();
    assert!(!text.contains("List-Unsubscribe"), "{text}");
}

#[test]
fn a_reply_goes_where_it_is_said_to_go() {
    let reply_to = MailAddress { name: None, address: "school@example.org".to_owned() };
    let bytes = bytes(&EmailMessage { reply_to: Some(reply_to), ..sample() });
    let mail = MessageParser::default().parse(&bytes).unwrap();
    let Some(Parsed::Address(address)) = mail.header("Reply-To") else { panic!("no reply-to") };
    assert_eq!(address.first().unwrap().address(), Some("school@example.org"));
}

#[test]
fn every_line_is_ascii_and_short_enough_for_any_server() {
    let mut mail = sample();
    mail.content.html = "数控车工".repeat(5_000);
    let bytes = bytes(&mail);
    assert!(bytes.is_ascii());
    assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
}

#[test]
fn a_line_break_in_a_name_or_subject_is_refused() {
    for name in ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "\u{1b}[31m"] {
        assert_eq!(
            refusal(|mail| mail.to.name = Some(name.to_owned())),
            MessageError::ControlCharacter,
            "{name:?}"
        );
        let smuggled = |mail: &mut EmailMessage| mail.content.subject = name.to_owned();
        assert_eq!(refusal(smuggled), MessageError::ControlCharacter, "{name:?}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    let long = format!("{}@example.org", "a".repeat(250));
    for address in
        ["", "a", "a@", "@b.example", "a b@c.example", "a@b.example\r\nX: y", "学生@school.example", &long]
    {
        assert_eq!(
            refusal(|mail| mail.to.address = address.to_owned()),
            MessageError::Address,
            "{address:?}"
        );
    }
}

#[test]
fn links_and_ids_that_do_not_fit_into_a_header_are_refused() {
    for link in
        ["javascript:alert(1)", "https://a.example/\r\nX: y", "https://a.example/>,<https://b.example/", ""]
    {
        let change = |mail: &mut EmailMessage| mail.unsubscribe.as_mut().unwrap().link = link.to_owned();
        assert_eq!(refusal(change), MessageError::Unsubscribe, "{link:?}");
    }
    for id in ["", "a b", "a>\r\n", &"a".repeat(65)] {
        assert_eq!(refusal(|mail| mail.delivery_id = id.to_owned()), MessageError::DeliveryId, "{id:?}");
    }
}

#[test]
fn debugging_a_mail_shows_no_address_and_no_name() {
    let shown = format!("{:?}", sample().to);
    assert_eq!(shown, "MailAddress(…)");
}
