//! The rules, each with its code, what is wrong and what to write instead, and the article it rests on.

use crate::domain::{language::Bilingual, refusal::Code};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:ident {
        $zh:literal, $en:literal, $article_zh:literal, $article_en:literal,
    })*) => {
        /// A rule about what a vacancy says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[$(Rule::$name,)*];

            /// The code as clients see it.
            pub fn code(self) -> Code {
                match self { $(Self::$name => Code::$code,)* }
            }

            /// What is wrong and what to write instead.
            pub fn advice(self) -> Bilingual {
                match self { $(Self::$name => Bilingual::new($zh, $en),)* }
            }

            /// The article it rests on.
            pub fn article(self) -> Bilingual {
                match self { $(Self::$name => Bilingual::new($article_zh, $article_en),)* }
            }
        }
    };
}

rules! {
    /// A required field is missing.
    Required = LintRequired {
        "岗位必须写明这一项，请补充",
        "Every vacancy must say this; please add it",
        "人力资源市场暂行条例第24条",
        "Interim Regulations on Human Resources Markets, art. 24",
    }
    /// Ethnicity or race as a condition.
    Ethnicity = LintEthnicity {
        "不能以民族、种族作为招聘条件，请删去；需要会某种语言的，请直接写语言",
        "Ethnicity or race may not be a condition; delete it, and where a language is needed name the language",
        "劳动法第12条；人力资源市场暂行条例第24条",
        "Labour Law, art. 12; Interim Regulations on Human Resources Markets, art. 24",
    }
    /// Religion as a condition.
    Religion = LintReligion {
        "不能以宗教信仰作为招聘条件，请删去",
        "Religion may not be a condition; delete it",
        "劳动法第12条；人力资源市场暂行条例第24条",
        "Labour Law, art. 12; Interim Regulations on Human Resources Markets, art. 24",
    }
    /// Sex as a condition or a preference.
    Sex = LintSex {
        "不能限定性别或规定某一性别优先，请删去，改写岗位需要的能力（如能搬运20公斤）",
        "Sex may be neither a condition nor a preference; delete it and say what the work needs, such as lifting 20 kg",
        "就业促进法第27条；妇女权益保障法第43条",
        "Employment Promotion Law, art. 27; Law on the Protection of Women's Rights, art. 43",
    }
    /// Marriage or childbearing as a condition.
    Marriage = LintMarriage {
        "不能以婚姻、生育状况作为招聘条件，也不能限制结婚生育，请删去",
        "Marriage and children may be neither a condition nor restricted; delete it",
        "妇女权益保障法第43条、第44条",
        "Law on the Protection of Women's Rights, art. 43 and 44",
    }
    /// A pregnancy test.
    PregnancyTest = LintPregnancyTest {
        "入职体检不能包含妊娠测试，请删去",
        "A pregnancy test may not be part of the medical check; delete it",
        "妇女权益保障法第43条",
        "Law on the Protection of Women's Rights, art. 43",
    }
    /// Disabled people shut out.
    Disability = LintDisability {
        "不能排斥残疾人，请删去，改写岗位确实需要的能力",
        "Disabled people may not be shut out; delete it and say what the work really needs",
        "就业促进法第29条",
        "Employment Promotion Law, art. 29",
    }
    /// Carriers of an infection shut out or tested.
    Pathogen = LintPathogen {
        "不能拒绝传染病病原携带者，也不能要求查乙肝，请删去；食品等岗位可写“持健康证”",
        "Carriers of an infection may not be shut out nor hepatitis B be tested; delete it (for food work write “健康证”)",
        "就业促进法第30条",
        "Employment Promotion Law, art. 30",
    }
    /// Household registration or origin as a condition.
    Origin = LintOrigin {
        "不能以户籍、籍贯、地域作为招聘条件，请删去",
        "Household registration or where somebody comes from may not be a condition; delete it",
        "就业促进法第31条；人力资源市场暂行条例第24条",
        "Employment Promotion Law, art. 31; Interim Regulations on Human Resources Markets, art. 24",
    }
    /// Vocational graduates barred without need.
    Education = LintEducation {
        "不能以“统招”“全日制本科”“211/985”等排斥职业学校毕业生，请改写岗位需要的技能或证书",
        "Vocational graduates may not be shut out by the kind of school; name the skills or certificates needed",
        "职业教育法第53条",
        "Vocational Education Law, art. 53",
    }
    /// Height, weight or looks as a condition.
    Appearance = LintAppearance {
        "身高、体重、长相与工作无关的不能作为条件，请删去，改写岗位需要的能力",
        "Height, weight and looks may not be a condition where the work does not need them; delete it and say what the work needs",
        "就业促进法第3条；人力资源市场暂行条例第24条",
        "Employment Promotion Law, art. 3; Interim Regulations on Human Resources Markets, art. 24",
    }
    /// An upper age limit (a warning).
    AgeCap = LintAgeCap {
        "建议删去年龄上限，只写最低年龄和岗位需要的能力",
        "Better leave the upper age limit out and say only the least age and what the work needs",
        "就业促进法第3条",
        "Employment Promotion Law, art. 3",
    }
    /// Somebody under 16.
    ChildLabour = LintChildLabour {
        "任何岗位都不能招用未满16周岁的人，请把最低年龄改为16周岁以上",
        "Nobody under 16 may be taken for any work; make the least age 16 or more",
        "劳动法第15条；未成年人保护法第61条",
        "Labour Law, art. 15; Law on the Protection of Minors, art. 61",
    }
    /// 16- and 17-year-olds in work that is closed to them.
    Minor = LintMinor {
        "矿山井下、有毒有害、第四级体力劳动和酒吧、网吧、歌舞厅等岗位不能招用未满18周岁的人，请把最低年龄改为18周岁",
        "Mines, toxics, grade-4 labour, bars, net cafés and the like are closed to those under 18; make the least age 18",
        "劳动法第64条；未成年人保护法第61条",
        "Labour Law, art. 64; Law on the Protection of Minors, art. 61",
    }
    /// A deposit or a guarantor.
    Deposit = LintDeposit {
        "不能收取押金、保证金或要求担保人，请删去",
        "No deposit and no guarantor may be asked of a worker; delete it",
        "劳动合同法第9条",
        "Labour Contract Law, art. 9",
    }
    /// Papers kept.
    Papers = LintPapers {
        "不能扣押身份证、毕业证等证件，请删去（可写“入职时出示身份证”）",
        "Identity cards and certificates may not be kept; delete it (one may ask to see them)",
        "劳动合同法第9条",
        "Labour Contract Law, art. 9",
    }
    /// Fees to the worker.
    Fees = LintFees {
        "不能向劳动者收取报名费、服装费、培训费、体检费、中介费等费用，请删去",
        "Workers may not be charged for applying, clothing, training, medical checks or placement; delete it",
        "劳动合同法第9条；就业促进法第41条",
        "Labour Contract Law, art. 9; Employment Promotion Law, art. 41",
    }
    /// Over 8 hours a day or 44 a week.
    Hours = LintHours {
        "正常工作时间不能超过每天8小时、每周44小时，请修改；超出部分应写明是自愿加班并付加班费",
        "Ordinary hours may not exceed 8 a day and 44 a week; change them, and say that more is voluntary and paid as overtime",
        "劳动法第36条",
        "Labour Law, art. 36",
    }
    /// Overtime over 36 hours a month, forced or unpaid.
    Overtime = LintOvertime {
        "加班须协商，每月不能超过36小时，每周至少休息一天，并付加班费，请修改",
        "Overtime must be agreed, at most 36 hours a month, with a day of rest each week and extra pay; change it",
        "劳动法第38条、第41条、第44条",
        "Labour Law, art. 38, 41 and 44",
    }
    /// Probation too long for its contract.
    ProbationLength = LintProbationLength {
        "试用期：合同不满1年的不超过1个月，不满3年的不超过2个月，3年以上或无固定期限的不超过6个月，请修改",
        "Probation is at most 1 month for a contract under 1 year, 2 under 3 years, 6 from 3 years or open-ended; change it",
        "劳动合同法第19条",
        "Labour Contract Law, art. 19",
    }
    /// Probation pay under 80 %.
    ProbationPay = LintProbationPay {
        "试用期必须付工资，且不能低于约定工资的80%和当地最低工资，请修改",
        "Probation must be paid, at 80 % of the agreed pay at least and not under the local minimum wage; change it",
        "劳动合同法第20条",
        "Labour Contract Law, art. 20",
    }
    /// Bait of high pay.
    Bait = LintBait {
        "不能以“保底高薪”“轻松月入过万”等虚假承诺招聘，请写真实的底薪和工资构成",
        "No promises of easy or guaranteed high pay; write the real base pay and what it is made of",
        "人力资源市场暂行条例第24条、第27条",
        "Interim Regulations on Human Resources Markets, art. 24 and 27",
    }
    /// Hiring turned into paid training.
    PaidTraining = LintPaidTraining {
        "不能要求先交费培训再上岗，请删去；岗前培训应由单位承担",
        "Nobody may be made to pay for training before work; delete it: training for the job is the employer's to pay",
        "人力资源市场暂行条例第27条；就业促进法第41条",
        "Interim Regulations on Human Resources Markets, art. 27; Employment Promotion Law, art. 41",
    }
    /// A loan for training.
    TrainingLoan = LintTrainingLoan {
        "不能诱导求职者贷款或分期付款参加培训，请删去",
        "Nobody may be led into a loan or instalments for training; delete it",
        "人力资源市场暂行条例第27条",
        "Interim Regulations on Human Resources Markets, art. 27",
    }
    /// Social insurance withheld or signed away.
    Insurance = LintInsurance {
        "必须为员工缴纳社会保险，自愿放弃、折成现金或自己缴都无效，请删去",
        "Social insurance must be paid: it can be neither waived nor paid out in cash; delete it",
        "社会保险法第58条、第60条；劳动法第72条",
        "Social Insurance Law, art. 58 and 60; Labour Law, art. 72",
    }
    /// Zodiac signs, blood groups, surnames and the like as a condition.
    Superstition = LintSuperstition {
        "属相、星座、血型、姓氏与工作无关，不能作为招聘条件，请删去",
        "Zodiac sign, blood group or surname have nothing to do with the work and may not be a condition; delete it",
        "就业促进法第3条、第26条",
        "Employment Promotion Law, art. 3 and 26",
    }
    /// First-year students as interns.
    InternYear = LintInternYear {
        "不能安排一年级在校学生参加岗位实习，请修改",
        "First-year students may not be taken as interns; change it",
        "职业学校学生实习管理规定（2021）第16条",
        "Rules on Internships of Vocational Students (2021), art. 16",
    }
    /// Interns under 16.
    InternAge = LintInternAge {
        "不能接收未满16周岁的学生实习，请修改",
        "Students under 16 may not be taken as interns; change it",
        "职业学校学生实习管理规定（2021）第16条",
        "Rules on Internships of Vocational Students (2021), art. 16",
    }
    /// Interns in entertainment venues or dangerous work.
    InternVenue = LintInternVenue {
        "不能安排学生到酒吧、夜总会、歌厅、洗浴中心、网吧等场所实习，也不能从事有毒有害或井下作业",
        "Interns may not be sent to bars, night clubs, karaoke halls, bath houses or net cafés, nor to toxic or underground work",
        "职业学校学生实习管理规定（2021）第16条",
        "Rules on Internships of Vocational Students (2021), art. 16",
    }
    /// Internships through an agency.
    InternAgency = LintInternAgency {
        "不能通过中介机构或劳务派遣单位组织、安排学生实习，请由实习单位与学校直接签约",
        "Internships may not be arranged by an agent or a dispatch agency; the company and the school sign directly",
        "职业学校学生实习管理规定（2021）第16条",
        "Rules on Internships of Vocational Students (2021), art. 16",
    }
    /// Night shifts or overtime for interns.
    InternHours = LintInternHours {
        "不能安排实习学生加班、夜班或在法定节假日上班，请修改",
        "Interns may not be given overtime, night shifts or work on public holidays; change it",
        "职业学校学生实习管理规定（2021）第17条",
        "Rules on Internships of Vocational Students (2021), art. 17",
    }
    /// Fees to interns.
    InternFees = LintInternFees {
        "不能向实习学生收取押金、培训费、实习报酬提成、管理费等费用，也不能扣押证件，请删去",
        "Interns may not be charged deposits, training fees, a share of their pay or management fees; delete it",
        "职业学校学生实习管理规定（2021）第18条",
        "Rules on Internships of Vocational Students (2021), art. 18",
    }
    /// Intern pay under 80 % of the post.
    InternPay = LintInternPay {
        "岗位实习报酬不能低于本单位同岗位工资标准的80%，也不能没有报酬，请修改",
        "Interns are paid at least 80 % of what the post pays; change it",
        "职业学校学生实习管理规定（2021）第19条",
        "Rules on Internships of Vocational Students (2021), art. 19",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_has_a_code_of_its_own_and_words_in_both_languages() {
        let codes: HashSet<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            assert!(rule.code().as_str().starts_with("LINT_"), "{rule:?}");
            assert!(rule.article().zh.contains('第') && rule.article().en.contains("art. "), "{rule:?}");
            assert!(rule.advice().zh.chars().count() > 8 && rule.advice().en.len() > 20, "{rule:?}");
        }
    }
}
