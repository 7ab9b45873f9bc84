//! The codes themselves, each with its words in both languages.

use crate::domain::language::Bilingual;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $zh:literal, $en:literal;)*) => {
        /// The closed list of codes that clients may rely on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as clients see it, in upper snake case.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// A short sentence that explains the code, in both languages.
            pub fn title(self) -> Bilingual {
                match self { $(Self::$name => Bilingual::new($zh, $en),)* }
            }
        }
    };
}

codes! {
    /// The request could not be read at all.
    BadRequest = "BAD_REQUEST", "请求无法读取", "The request could not be read";
    /// A query parameter nobody knows.
    UnknownParameter = "UNKNOWN_PARAMETER", "未知的查询参数", "Unknown query parameter";
    /// A query parameter with a value that is none.
    InvalidParameter = "INVALID_PARAMETER", "查询参数的值无效", "Invalid value of a query parameter";
    /// A search text that cannot be searched.
    InvalidQuery = "INVALID_QUERY", "搜索词无法使用", "The search text cannot be used";
    /// A saved search that would match everything.
    SearchTooBroad = "SEARCH_TOO_BROAD", "这个搜索会匹配全部职位", "This search would match everything";
    /// A cursor that is not of this list.
    InvalidCursor = "INVALID_CURSOR", "翻页标记无效", "The page cursor is not of this list";
    /// The body is no JSON.
    InvalidJson = "INVALID_JSON", "内容不是有效的 JSON", "The body is not valid JSON";
    /// No key, or one that is not valid (any more).
    Unauthorized = "UNAUTHORIZED", "需要有效的密钥", "A valid key is needed";
    /// The role may not use this route.
    Forbidden = "FORBIDDEN", "此角色不能进行该操作", "This role may not do this";
    /// No such thing, or none that the caller may see.
    NotFound = "NOT_FOUND", "没有找到", "Not found";
    /// The method is not offered here.
    MethodNotAllowed = "METHOD_NOT_ALLOWED", "此地址不支持该方法", "The method is not offered here";
    /// The resource has changed since it was read.
    PreconditionFailed = "PRECONDITION_FAILED", "内容已被修改，请重新读取", "It has changed since you read it";
    /// Too large a body.
    TooLarge = "TOO_LARGE", "内容过大", "The body is too large";
    /// A content type nobody reads here.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", "不支持的内容类型", "The content type is not supported";
    /// The input has faults; each is listed.
    Invalid = "INVALID", "内容有误，请逐项修改", "The input has faults, each listed";
    /// The idempotency key was used with another body.
    IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED", "该幂等键已用于其他内容", "The idempotency key was used with another body";
    /// The same request is being worked on right now.
    InProgress = "IN_PROGRESS", "同一请求正在处理中", "The same request is being worked on";
    /// Too many requests.
    TooManyRequests = "TOO_MANY_REQUESTS", "请求过于频繁", "Too many requests";
    /// Not now; try again later.
    Unavailable = "UNAVAILABLE", "服务暂时不可用，请稍后再试", "Not available now, try again later";
    /// A fault of ours.
    Internal = "INTERNAL", "服务出现内部错误", "An internal error";
    /// A field that must be there is not.
    Required = "REQUIRED", "此项必填", "This is required";
    /// A field nobody knows.
    UnknownField = "UNKNOWN_FIELD", "未知的字段", "Unknown field";
    /// A value of the wrong type or form.
    InvalidValue = "INVALID_VALUE", "此项的值无效", "The value is not valid here";
    /// A text that is too long.
    TooLong = "TOO_LONG", "此项过长", "This is too long";
    /// A number outside its range.
    OutOfRange = "OUT_OF_RANGE", "此项超出范围", "This is out of range";
    /// More than there may be.
    TooMany = "TOO_MANY", "数量过多", "There are too many";
    /// Something that may stand once and stands again.
    Repeated = "REPEATED", "重复出现", "This stands twice";
    /// Control characters where none may be.
    ControlCharacter = "CONTROL_CHARACTER", "此项含有控制字符", "This contains control characters";
    /// Pay text that cannot be understood.
    PayNotUnderstood = "PAY_NOT_UNDERSTOOD", "看不懂的工资写法", "The pay could not be understood";
    /// A range whose end is before its start.
    RangeReversed = "RANGE_REVERSED", "范围的上限低于下限", "The range ends below its start";
    /// Place text that cannot be understood.
    PlaceNotUnderstood = "PLACE_NOT_UNDERSTOOD", "看不懂的地点", "The place could not be understood";
    /// Place text that may be several places.
    PlaceAmbiguous = "PLACE_AMBIGUOUS", "该地点有多种可能，请选择", "The place may be one of several";
    /// A region code that is none.
    UnknownRegion = "UNKNOWN_REGION", "未知的行政区划代码", "Unknown region code";
    /// A major that is in no catalogue.
    UnknownMajor = "UNKNOWN_MAJOR", "未知的专业", "Unknown major";
    /// An occupation code that is none.
    UnknownOccupation = "UNKNOWN_OCCUPATION", "未知的职业代码", "Unknown occupation code";
    /// A programme that is none, or not the caller's.
    UnknownProgramme = "UNKNOWN_PROGRAMME", "未知的办学项目", "Unknown programme";
    /// A reference to something that does not exist.
    UnknownReference = "UNKNOWN_REFERENCE", "引用的对象不存在", "It refers to something that does not exist";
    /// More seats are reserved than there are.
    TooManyReserved = "TOO_MANY_RESERVED", "预留名额超过招聘人数", "More seats are reserved than there are";
    /// A date in the past where it must be ahead.
    DateInPast = "DATE_IN_PAST", "日期已过", "The date has passed";
    /// A date that is none.
    InvalidDate = "INVALID_DATE", "日期无效", "This is not a date";
    /// A unified social credit code that is none (GB 32100-2015).
    InvalidUscc = "INVALID_USCC", "统一社会信用代码无效", "Not a valid unified social credit code";
    /// An email address that is none.
    InvalidEmail = "INVALID_EMAIL", "邮箱地址无效", "Not a valid email address";
    /// A telephone number that is none.
    InvalidPhone = "INVALID_PHONE", "电话号码无效", "Not a valid telephone number";
    /// An identity number that is none (GB 11643-1999).
    InvalidIdentityNumber = "INVALID_IDENTITY_NUMBER", "身份证件号无效", "Not a valid identity number";
    /// An identity number that a spreadsheet turned into a rounded number.
    IdentityNumberRounded = "IDENTITY_NUMBER_ROUNDED", "身份证件号被表格软件四舍五入，请以文本重新填写", "The spreadsheet rounded the identity number; enter it as text";
    /// The birth date and the identity number disagree.
    BirthDateConflict = "BIRTH_DATE_CONFLICT", "出生日期与身份证件号不一致", "The birth date disagrees with the identity number";
    /// Somebody under 16.
    UnderAge = "UNDER_AGE", "未满十六周岁", "Under sixteen";
    /// A certificate issued to somebody who was too young for it.
    IssuedUnderage = "ISSUED_UNDERAGE", "发证时未达到规定年龄", "Issued before the required age";
    /// Stages that overlap.
    StagesOverlap = "STAGES_OVERLAP", "培养阶段时间重叠", "The stages overlap";
    /// The same person twice in one file.
    DuplicateRow = "DUPLICATE_ROW", "与前面的行重复", "The same person as an earlier row";
    /// Another school holds this student's live registration.
    RegisteredElsewhere = "REGISTERED_ELSEWHERE", "该学生的学籍在其他学校", "Another school holds this registration";
    /// The school neither teaches the current stage nor holds the registration.
    NotYourStage = "NOT_YOUR_STAGE", "该生当前阶段不在本校，学籍也不在本校，不能填写学习记录", "The school neither teaches the current stage nor holds the registration";
    /// A stage that another school has taught is to be changed.
    StageOfOtherSchool = "STAGE_OF_OTHER_SCHOOL", "该阶段由其他学校培养，不能改动", "Another school has taught this stage, and it cannot be changed";
    /// A row differs from what the school with the registration says.
    ContradictsRegister = "CONTRADICTS_REGISTER", "与学籍所在学校登记的不一致", "It differs from what the school with the registration says";
    /// A column that must be there is not.
    MissingColumn = "MISSING_COLUMN", "缺少必需的列", "A required column is missing";
    /// A file that cannot be read.
    UnreadableFile = "UNREADABLE_FILE", "文件无法读取", "The file cannot be read";
    /// A file with more rows than allowed.
    TooManyRows = "TOO_MANY_ROWS", "行数过多", "Too many rows";
    /// Such a thing exists already.
    AlreadyExists = "ALREADY_EXISTS", "已经存在", "It exists already";
    /// The employer has this vacancy already: the same title, place and pay.
    DuplicateOf = "DUPLICATE_OF", "该岗位已经发布过（名称、地点、工资相同）", "You have posted this vacancy already: the same title, place and pay";
    /// Another employer has posted the same words.
    CopiedText = "COPIED_TEXT", "与其他单位的岗位文字相同，等待平台人工查看", "Another employer has posted the same words; the operator will look at it";
    /// The operator asks the employer to change the words.
    ChangeAsked = "CHANGE_ASKED", "平台请您修改后再发布", "The operator asks you to change it before it is published";
    /// The employer changed what the operator asked for.
    ChangeMade = "CHANGE_MADE", "已按要求修改，等待平台再次查看", "It was changed as asked; the operator will look again";
    /// The operator refused it.
    VacancyRefused = "VACANCY_REFUSED", "平台未通过该岗位", "The operator refused this vacancy";
    /// A change that its state does not allow.
    InvalidTransition = "INVALID_TRANSITION", "当前状态不允许该操作", "Its state does not allow this";
    /// No seat is free for this person.
    NoOpenSeat = "NO_OPEN_SEAT", "没有可用的名额了", "No seat is free";
    /// Fewer seats than are held by offers or filled.
    SeatsTaken = "SEATS_TAKEN", "不能少于已录用和已发录用通知的人数", "Fewer seats than offers hold or people fill";
    /// The vacancy is closed, or not public.
    VacancyClosed = "VACANCY_CLOSED", "该岗位已关闭或已撤下", "The vacancy is closed or not public";
    /// The law keeps this person from this work, by age.
    NotEligible = "NOT_ELIGIBLE", "未达到该岗位要求的年龄", "Too young for this vacancy";
    /// Nobody in these programmes can take part in a placement round.
    RoundEmpty = "ROUND_EMPTY", "这些办学项目中没有可以参加本轮的毕业生", "Nobody in these programmes can take part";
    /// Somebody who was placed by a round has accepted another employment.
    GraduatePlaced = "GRADUATE_PLACED", "该毕业生已接受其他录用", "This graduate has accepted another employment";
    /// Somebody who was placed by a round is not in its programmes any more.
    GraduateLeft = "GRADUATE_LEFT", "该毕业生已不在本轮的办学项目中", "This graduate is not in the programmes of the round any more";
    /// What a placement round was decided from has changed.
    RoundOutdated = "ROUND_OUTDATED", "计算之后情况有变化，请重新计算本轮", "Things have changed since the round was worked out; work it out anew";
    /// The employer's licence has not been checked yet.
    EmployerNotVerified = "EMPLOYER_NOT_VERIFIED", "用人单位资质尚待核验", "The employer's licence has not been checked yet";
    /// The employer's verification was taken back, or has run out.
    EmployerSuspended = "EMPLOYER_SUSPENDED", "用人单位的资质核验已暂停或到期", "The employer's verification was suspended or has run out";
    /// A date too far ahead.
    DateTooFar = "DATE_TOO_FAR", "日期太远", "The date is too far ahead";
    /// An address webhooks are not sent to.
    ForbiddenAddress = "FORBIDDEN_ADDRESS", "不允许的回调地址", "Webhooks are not sent to this address";
    /// No consent for this.
    NoConsent = "NO_CONSENT", "没有取得本人同意", "There is no consent for this";
    /// The link has been used, has expired, or belongs to another browser.
    LinkInvalid = "LINK_INVALID", "链接已失效，请重新获取", "The link is not valid any more";
    /// Lint: a required field is missing.
    LintRequired = "LINT_REQUIRED", "缺少岗位必须写明的内容", "Something that every vacancy must say is missing";
    /// Lint: ethnicity or race as a condition.
    LintEthnicity = "LINT_ETHNICITY", "不能以民族、种族作为招聘条件", "Ethnicity or race may not be a condition";
    /// Lint: religion as a condition.
    LintReligion = "LINT_RELIGION", "不能以宗教信仰作为招聘条件", "Religion may not be a condition";
    /// Lint: sex as a condition or a preference.
    LintSex = "LINT_SEX", "不能限定性别或规定某一性别优先", "Sex may be neither a condition nor a preference";
    /// Lint: marriage or childbearing as a condition.
    LintMarriage = "LINT_MARRIAGE", "不能以婚姻、生育状况作为招聘条件", "Marriage and children may not be a condition";
    /// Lint: a pregnancy test.
    LintPregnancyTest = "LINT_PREGNANCY_TEST", "入职体检不能包含妊娠测试", "No pregnancy test at recruitment";
    /// Lint: disabled people shut out.
    LintDisability = "LINT_DISABILITY", "不能歧视残疾人", "Disabled people may not be shut out";
    /// Lint: carriers of an infection shut out or tested.
    LintPathogen = "LINT_PATHOGEN", "不能以传染病病原携带为由拒绝录用", "Carriers of an infection may not be shut out";
    /// Lint: household registration or origin as a condition.
    LintOrigin = "LINT_ORIGIN", "不能以户籍、地域作为招聘条件", "Household registration or origin may not be a condition";
    /// Lint: vocational graduates barred without need.
    LintEducation = "LINT_EDUCATION", "不能排斥职业学校毕业生", "Vocational graduates may not be shut out";
    /// Lint: height, weight or looks as a condition.
    LintAppearance = "LINT_APPEARANCE", "身高、长相等不应作为招聘条件", "Height and looks should not be a condition";
    /// Lint: an upper age limit (a warning).
    LintAgeCap = "LINT_AGE_CAP", "建议不要设年龄上限", "An upper age limit is better left out";
    /// Lint: somebody under 16.
    LintChildLabour = "LINT_CHILD_LABOUR", "任何岗位都不能招用未满16周岁的人", "Nobody under 16 may be taken";
    /// Lint: 16- and 17-year-olds in work that is closed to them.
    LintMinor = "LINT_MINOR", "该岗位不能招用16至17周岁的人", "This work is not for 16- and 17-year-olds";
    /// Lint: a deposit or a guarantor.
    LintDeposit = "LINT_DEPOSIT", "不能收取押金或要求担保", "No deposit and no guarantor may be asked for";
    /// Lint: papers kept.
    LintPapers = "LINT_PAPERS", "不能扣押身份证或其他证件", "Identity cards and certificates may not be kept";
    /// Lint: fees to the worker.
    LintFees = "LINT_FEES", "不能向劳动者收费", "Workers may not be charged";
    /// Lint: over 8 hours a day or 44 a week.
    LintHours = "LINT_HOURS", "工作时间超过每天8小时或每周44小时", "More than 8 hours a day or 44 a week";
    /// Lint: overtime over 36 hours a month, forced or unpaid.
    LintOvertime = "LINT_OVERTIME", "每月加班超过36小时或强制加班", "More than 36 hours of overtime a month, or forced overtime";
    /// Lint: probation too long for its contract.
    LintProbationLength = "LINT_PROBATION_LENGTH", "试用期超过法定期限", "The probation is too long";
    /// Lint: probation pay under 80 %.
    LintProbationPay = "LINT_PROBATION_PAY", "试用期工资低于80%", "Probation pay under 80 %";
    /// Lint: bait of high pay.
    LintBait = "LINT_BAIT", "不能用高薪诱饵招聘", "No bait of guaranteed high pay";
    /// Lint: hiring turned into paid training.
    LintPaidTraining = "LINT_PAID_TRAINING", "不能把招聘变成收费培训", "Hiring may not be turned into paid training";
    /// Lint: a loan for training.
    LintTrainingLoan = "LINT_TRAINING_LOAN", "不能诱导求职者贷款培训", "No loans for training";
    /// Lint: social insurance withheld or signed away.
    LintInsurance = "LINT_INSURANCE", "必须依法缴纳社会保险", "Social insurance may be neither withheld nor waived";
    /// Lint: zodiac signs, blood groups, surnames as a condition.
    LintSuperstition = "LINT_SUPERSTITION", "不能以属相、星座、血型等作为招聘条件", "Zodiac signs and the like may not be a condition";
    /// Lint: first-year students as interns.
    LintInternYear = "LINT_INTERN_FIRST_YEAR", "不能安排一年级学生岗位实习", "No first-year students as interns";
    /// Lint: interns under 16.
    LintInternAge = "LINT_INTERN_UNDER_16", "不能接收未满16周岁的实习学生", "No interns under 16";
    /// Lint: interns in entertainment venues or dangerous work.
    LintInternVenue = "LINT_INTERN_VENUE", "不能安排学生到酒吧、歌厅、网吧等场所实习", "No interns in bars, karaoke halls or net cafes";
    /// Lint: internships through an agency.
    LintInternAgency = "LINT_INTERN_AGENCY", "不能通过中介或劳务派遣安排实习", "No internships through agencies";
    /// Lint: night shifts or overtime for interns.
    LintInternHours = "LINT_INTERN_HOURS", "不能安排实习学生夜班或加班", "No night shifts and no overtime for interns";
    /// Lint: fees to interns.
    LintInternFees = "LINT_INTERN_FEES", "不能向实习学生收费", "Interns may not be charged";
    /// Lint: intern pay under 80 % of the post.
    LintInternPay = "LINT_INTERN_PAY", "实习报酬低于同岗位的80%", "Intern pay under 80 % of the post";
}
