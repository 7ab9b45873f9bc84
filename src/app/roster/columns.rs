//! The columns a roster can have: the header we write, and the headers schools write.

use crate::app::sheet::columns::columns;

columns! {
    required &[&[Column::Name], &[Column::IdentityNumber]];

    /// Name.
    Name = "姓名" | "学生姓名" | "名字" | "name" | "fullname" | "studentname";
    /// Male or female, which the identity number says too.
    Sex = "性别" | "sex" | "gender";
    /// Date of birth, which the identity number says too.
    BirthDate = "出生日期" | "出生年月日" | "生日" | "birthdate" | "dateofbirth" | "birthday";
    /// Kind of identity document.
    IdentityKind = "身份证件类型" | "证件类型" | "身份证类型" | "idtype" | "identitytype";
    /// Number of the identity document.
    IdentityNumber = "身份证件号" | "身份证件号码" | "身份证号" | "身份证号码" | "公民身份号码" | "公民身份证号" | "身份证" | "证件号"
        | "证件号码" | "idnumber" | "identitynumber";
    /// Class.
    ClassName = "班级名称" | "班级" | "行政班" | "class" | "classname";
    /// Number at the school.
    StudentNumber = "学号" | "studentnumber" | "studentno";
    /// Number in the national register.
    NationalStudentNumber = "全国学籍号" | "学籍号" | "全国学籍编号" | "学籍编号" | "nationalstudentnumber";
    /// Place of origin.
    Origin = "生源地行政区划码" | "生源地" | "生源地代码" | "生源地行政区划代码" | "生源地区" | "origin";
    /// Place of the household.
    Household = "户口所在地行政区划码" | "户口所在地" | "户口所在地代码" | "户口所在地行政区划代码" | "户籍所在地" | "户籍地" | "household";
    /// Kind of household.
    HouseholdKind = "户口性质" | "户口类型" | "户籍性质" | "户口类别" | "householdkind";
    /// When training began.
    AdmittedOn = "入学年月" | "入学日期" | "入学时间" | "admittedon" | "admission";
    /// Code of the major.
    MajorCode = "专业代码" | "专业编码" | "专业编号" | "majorcode";
    /// Name of the major.
    MajorName = "专业名称" | "专业" | "major" | "majorname";
    /// Length of schooling.
    Schooling = "学制" | "schooling";
    /// Ethnicity, which no score reads.
    Ethnicity = "民族" | "ethnicity";
    /// Mobile number.
    Phone = "联系电话" | "手机" | "手机号" | "手机号码" | "电话" | "本人电话" | "学生电话" | "联系方式" | "phone" | "mobile";
    /// Address for alerts and sign-in.
    Email = "邮箱" | "电子邮箱" | "电子邮件" | "邮箱地址" | "email" | "emailaddress";
    /// Whether on the poverty list when enrolled.
    Poverty = "是否建档立卡贫困户" | "建档立卡贫困户" | "是否建档立卡" | "建档立卡" | "是否贫困户" | "是否脱贫户" | "povertyhousehold";
    /// How the student was recruited.
    AdmissionMode = "招生方式";
    /// Kind of joint recruitment.
    CooperationKind = "联招合作类型";
    /// Form of joint schooling.
    CooperationForm = "联招合作办学形式";
    /// The other school of it.
    CooperationSchool = "联招合作学校代码" | "联招合作学校" | "合作学校代码";
    /// How stages are divided.
    StagedMode = "分段培养方式";
    /// Programme, by identifier or name.
    Programme = "办学项目" | "办学项目名称" | "办学项目编号" | "programme" | "program";
    /// When training ends.
    GraduatesOn = "毕业日期" | "毕业年月" | "毕业时间" | "预计毕业日期" | "预计毕业年月" | "预计毕业时间" | "graduateson"
        | "graduationdate";
    /// Name of the guardian.
    GuardianName = "监护人姓名" | "监护人" | "家长姓名" | "家长" | "guardian" | "guardianname";
    /// Telephone of the guardian.
    GuardianPhone = "监护人电话" | "监护人联系电话" | "监护人手机" | "家长电话" | "家长联系电话" | "guardianphone";
    /// What this person agreed to.
    Consents = "同意事项" | "同意" | "授权事项" | "consents" | "consent";
    /// Wanted regions.
    WantedRegions = "意向地区" | "意向城市" | "就业意向地区" | "期望地区" | "wantedregions" | "regions";
    /// Wanted occupations.
    WantedOccupations = "意向职业" | "意向岗位" | "就业意向岗位" | "期望职业" | "期望岗位" | "wantedoccupations" | "occupations";
    /// The least monthly pay wanted.
    WantedPay = "期望月薪" | "期望薪资" | "期望工资" | "意向月薪" | "wantedpay" | "expectedpay";
    /// Skills.
    Skills = "技能" | "职业技能" | "专业技能" | "skills";
    /// Certificates.
    Certificates = "证书" | "职业技能证书" | "资格证书" | "持有证书" | "certificates";
    /// Stages of training.
    Stages = "阶段" | "培养阶段" | "stages";
    /// Courses.
    Courses = "课程" | "主要课程" | "所学课程" | "courses";
    /// Internships.
    Internships = "实习" | "岗位实习" | "实习经历" | "internships";
    /// Awards.
    Awards = "奖项" | "获奖" | "获奖情况" | "awards";
}
