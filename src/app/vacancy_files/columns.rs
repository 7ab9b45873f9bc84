//! The columns a table of vacancies can have: the header we write, and the headers employers write.

use crate::app::sheet::columns::columns;

columns! {
    required &[
        &[Column::Title],
        &[Column::Headcount],
        &[Column::Workplace, Column::Region],
        &[Column::Pay, Column::PayMin, Column::PayMax],
        &[Column::Description, Column::Demands],
        &[Column::ValidUntil],
    ];

    /// The employer's own reference.
    Reference = "岗位编号" | "编号" | "职位编号" | "招聘编号" | "外部编号" | "岗位代码" | "reference" | "ref" | "jobid" | "jobcode" | "jobreference";
    /// The title.
    Title = "岗位名称" | "职位" | "职位名称" | "岗位" | "招聘岗位" | "招聘职位" | "工种" | "招聘工种" | "需求岗位" | "title" | "jobtitle" | "position" | "job";
    /// The code of the occupation.
    Occupation = "职业代码" | "职业编码" | "职业分类代码" | "occupation" | "occupationcode";
    /// Employment or internship.
    Kind = "用工类型" | "工作类型" | "岗位类型" | "岗位性质" | "工作性质" | "用工性质" | "用工形式" | "就业类型" | "kind" | "type" | "employmenttype" | "jobtype";
    /// How many people.
    Headcount = "招聘人数" | "人数" | "需求人数" | "招聘数量" | "岗位人数" | "计划招聘人数" | "招聘名额" | "名额" | "需求数量" | "headcount" | "openings" | "numberofopenings" | "numberofpositions" | "quantity";
    /// The place in words.
    Workplace = "工作地点" | "工作地" | "工作地址" | "地点" | "地址" | "工作区域" | "工作城市" | "城市" | "上班地点" | "上班地址" | "就业地点" | "workplace" | "location" | "worklocation" | "joblocation" | "place" | "city" | "address";
    /// The region's code.
    Region = "行政区划代码" | "工作地行政区划代码" | "区划代码" | "region" | "regioncode";
    /// Pay in words.
    Pay = "薪资" | "工资待遇" | "工资" | "薪资待遇" | "月薪" | "薪酬" | "待遇" | "薪酬待遇" | "薪水" | "薪资范围" | "工资范围" | "月工资" | "综合工资" | "综合薪资" | "薪酬范围" | "pay" | "salary" | "wage" | "wages" | "compensation" | "salaryrange";
    /// The least pay.
    PayMin = "最低工资" | "最低薪资" | "最低月薪" | "工资下限" | "薪资下限" | "月薪下限" | "paymin" | "minpay" | "salarymin" | "minsalary" | "minimumsalary";
    /// The most pay.
    PayMax = "最高工资" | "最高薪资" | "最高月薪" | "工资上限" | "薪资上限" | "月薪上限" | "paymax" | "maxpay" | "salarymax" | "maxsalary" | "maximumsalary";
    /// What pay is per.
    PayUnit = "计薪方式" | "薪资单位" | "工资单位" | "计薪单位" | "payunit" | "salaryunit";
    /// Months paid a year.
    PayMonths = "年发薪月数" | "发薪月数" | "paymonths";
    /// 底薪.
    BasePay = "底薪" | "基本工资" | "基本薪资" | "无责底薪" | "basepay" | "basesalary";
    /// The work in words.
    Description = "岗位描述" | "职责" | "岗位职责" | "工作职责" | "工作内容" | "职位描述" | "职位职责" | "岗位说明" | "岗位介绍" | "主要职责" | "工作描述" | "description" | "jobdescription" | "duties" | "responsibilities";
    /// What is asked for, in words; it follows the description.
    Demands = "任职要求" | "岗位要求" | "任职条件" | "任职资格" | "招聘条件" | "招聘要求" | "职位要求" | "应聘条件" | "其他要求" | "requirements" | "qualifications";
    /// The last day.
    ValidUntil = "有效期至" | "有效期" | "截止日期" | "截止时间" | "招聘截止日期" | "招聘截止时间" | "报名截止日期" | "报名截止时间" | "招聘有效期" | "有效日期" | "validuntil" | "validthrough" | "deadline" | "expires" | "expirydate" | "closingdate";
    /// The least education.
    Education = "学历" | "学历要求" | "最低学历" | "文化程度" | "education" | "educationlevel" | "degree";
    /// Majors.
    Majors = "专业" | "专业要求" | "所需专业" | "对口专业" | "需求专业" | "专业名称" | "majors" | "major";
    /// Skills that must be there.
    Skills = "技能" | "技能要求" | "所需技能" | "职业技能" | "skills" | "skill" | "requiredskills";
    /// Skills that help.
    PreferredSkills = "优先技能" | "加分技能" | "preferredskills";
    /// Certificates.
    Certificates = "证书" | "证书要求" | "资格证书" | "职业资格" | "职业资格证书" | "技能证书" | "所需证书" | "certificates" | "certificate" | "licences" | "licenses";
    /// Age.
    Age = "年龄" | "年龄要求" | "最低年龄" | "年龄范围" | "age" | "minimumage" | "minage";
    /// Whether 16- and 17-year-olds are taken.
    AcceptsMinor = "可招未成年工" | "是否招收未成年工" | "acceptsminor";
    /// Dormitory and meals in one.
    Board = "食宿" | "吃住" | "食宿条件" | "食宿情况" | "食宿安排" | "是否包吃住" | "包吃住" | "boardandlodging" | "roomandboard";
    /// Dormitory.
    Dormitory = "住宿" | "宿舍" | "是否提供住宿" | "住宿条件" | "住宿情况" | "包住" | "dormitory" | "housing" | "accommodation";
    /// How many share a room.
    PeoplePerRoom = "宿舍人数" | "几人间" | "每间人数" | "peopleperroom";
    /// What a bed costs a month.
    DormitoryFee = "住宿费" | "宿舍费用" | "住宿费用" | "dormitoryfee";
    /// Meals.
    Meals = "餐食" | "就餐" | "伙食" | "工作餐" | "用餐" | "餐饮" | "包吃" | "meals";
    /// Shift.
    Shift = "班次" | "班制" | "工作班次" | "轮班" | "倒班" | "上班时间" | "工作时间" | "shift" | "shifts" | "workinghours";
    /// Hours a week.
    HoursPerWeek = "每周工时" | "周工时" | "每周工作小时" | "hoursperweek" | "weeklyhours";
    /// Days off.
    RestDays = "休息" | "休息日" | "休息制度" | "休息方式" | "休假" | "作息" | "restdays" | "daysoff";
    /// Insurance.
    Insurance = "社保" | "社会保险" | "保险" | "五险一金" | "五险" | "社保缴纳" | "社保情况" | "insurance" | "socialinsurance";
    /// 住房公积金.
    HousingFund = "公积金" | "住房公积金" | "housingfund";
    /// Travel allowance.
    TravelAllowance = "路费补贴" | "交通补贴" | "路费报销" | "来厂路费" | "travelallowance";
    /// Whether people who know each other are taken together.
    GroupHire = "可结伴" | "是否可结伴" | "整班招收" | "grouphire";
    /// Other benefits, in words.
    Benefits = "福利" | "福利待遇" | "其他福利" | "员工福利" | "benefits";
    /// Probation, in months.
    Probation = "试用期" | "试用期限" | "试用期月数" | "probation" | "probationmonths";
    /// Pay during it.
    ProbationPay = "试用期工资" | "试用期薪资" | "试用期月薪" | "probationpay";
    /// The contract in kind, maybe with its term.
    Contract = "合同" | "合同类型" | "合同性质" | "劳动合同" | "签订合同" | "contract" | "contracttype";
    /// The contract's term.
    ContractMonths = "合同期限" | "合同期" | "合同月数" | "contractmonths" | "contractterm";
    /// For whom seats are kept.
    ReservedProgramme = "预留项目" | "订单班" | "预留办学项目" | "reservedprogramme";
    /// How many.
    ReservedSeats = "预留人数" | "预留名额" | "reservedseats";
    /// Until when.
    ReservedUntil = "预留至" | "预留截止日期" | "reserveduntil";
    /// Where it comes from.
    Source = "来源" | "信息来源" | "来源网址" | "source" | "url" | "link";
}
