# The home page.
home-title = 找一份写得清楚的工作
home-heading = 离家再远，工作也要看得明白
home-lead = 工资、食宿、班次、保险，一条一条写清楚。登录后还能看到哪份工作适合你，为什么。
home-shortcuts = 常用筛选
home-newest = 最新岗位
home-all = { $count ->
   *[other] 全部 { $count } 个岗位
}
shortcut-day-shift = 长白班
shortcut-dormitory = 有宿舍
shortcut-meals = 包吃
shortcut-insurance = 五险齐全
shortcut-two-rest-days = 双休
shortcut-minor = 16–17岁可投

# The search page.
search-title = 找工作
search-title-for = { $words } 的岗位
search-words = 想找什么工作
search-words-example = 职位、技能，如 数控车工
search-place = 在哪里
search-place-example = 城市或区县
search-pay = 月薪至少
search-pay-any = 月薪不限
search-pay-step = 月薪 { $yuan } 以上
search-button = 搜索
search-filters = 筛选
search-results = 搜索结果
search-chosen = 已选条件
search-total = { $count ->
   *[other] { $count } 个岗位
}
search-positions = { $count ->
   *[other] 共招 { $count } 人
}
search-order = 排序
sort-relevance = 最相关
sort-newest = 最新
sort-pay = 工资高
search-pages = 翻页
search-first = 回到第一页
search-next = 下一页
chip-remove = 去掉条件：{ $label }
chip-pay = 月薪 { $yuan } 以上
chip-exclude = 不要{ $label }
job-posted = { $date } 发布
empty-heading = 没有找到合适的岗位
empty-shorter = 换个短一点的词试试，比如把“数控车床操作工”改成“数控”。
empty-wider = 把地点放宽到全市或全省。
empty-pay = 去掉工资或食宿条件，再一项一项加回来。
empty-all = 看全部岗位
notice-place-unknown = 没有看懂地点“{ $place }”，所以没有按地点筛选。请写城市或区县的名字。
notice-place-ambiguous = “{ $place }”有好几个，你要找的是哪一个？
notice-corrected = 没有找到“{ $from }”，下面是“{ $to }”的结果。
notice-relaxed = 没有同时符合全部词的岗位，下面的结果不一定有：{ $words }。

# Filters.
facet-region = 地区
facet-occupation = 职业
facet-major = 对口专业
facet-skill = 技能
facet-certificate = 证书
facet-employer = 用人单位
facet-kind = 类型
facet-shift = 班次
facet-meals = 吃饭
facet-dormitory = 住宿
facet-insurance = 保险
facet-housing_fund = 公积金
facet-rest_days = 休息
facet-accepts_minor = 年龄
facet-programme = 办学项目
facet-include_unknown_pay = 面议岗位
facet-dormitory-true = 有宿舍
facet-dormitory-false = 没有宿舍
facet-housing_fund-true = 缴公积金
facet-housing_fund-false = 不缴公积金
facet-accepts_minor-true = 16–17岁可投
facet-accepts_minor-false = 须满18岁
facet-include_unknown_pay-true = 含面议
facet-include_unknown_pay-false = 不看面议
