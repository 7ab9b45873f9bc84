# Signing in.
sign-in-title = 登录
sign-in-lead = 不用密码。填邮箱，我们发一个登录链接给你。
sign-in-email = 邮箱
sign-in-email-invalid = 这个邮箱看起来不对，请检查一下，比如 name@example.com。
sign-in-send = 发送登录链接
sign-in-who = 邮箱是学校导入名单时登记的那个。不知道是哪个，请问班主任。
sent-title = 请去邮箱看看
sent-text = 如果这个邮箱在我们这里登记过，登录链接已经发出，十分钟内有效，只能用一次。
sent-browser = 请在这台手机或电脑的同一个浏览器里打开链接。没收到？看看垃圾邮件。
sent-again = 换个邮箱再试
confirm-title = 确认登录
confirm-text = 点一下按钮就登录了。如果不是你本人要登录，请关掉这一页。
confirm-button = 登录
sign-out = 退出登录

# The profile.
me-title = 我的资料
me-profile = 基本情况
me-class = 班级
me-major = 专业
me-graduates = 毕业时间
me-email = 邮箱
me-regions = 想去的地方
me-pay = 期望月薪
me-pay-value = { $yuan } 元以上
me-skills = 已掌握的技能
me-organisation = 单位账号
me-operator = 平台运营
me-employer = 用人单位
me-school = 学校
me-department = 教育行政部门
me-consents = 我的同意
me-consents-lead = 每一项都由你决定，随时可以收回，马上生效。
consent-matching = 匹配
consent-matching-text = 用我的培养记录找合适的岗位。单位看不到姓名和联系方式。
consent-alerts = 提醒
consent-alerts-text = 有合适的新岗位时，给我发邮件。
consent-contact = 联系
consent-contact-text = 匹配到的单位可以看到我的姓名和联系方式。
consent-since = { $date } 起同意
consent-not = 没有同意
consent-give = 同意
consent-withdraw = 收回
me-alerts = 邮件提醒
me-alerts-none = 没有订阅。
alert-search = 按搜索条件提醒
alert-events = 事件提醒
alert-immediate = 随时
alert-daily = 每天一次
alert-weekly = 每周一次
alert-on = 开着
alert-off = 已停
channel-webhook = 程序接口

# Unsubscribing.
unsubscribe-title = 退订邮件
unsubscribe-ask = 要停掉这个提醒吗：{ $what }？
unsubscribe-button = 退订
unsubscribe-done = 已经退订，不会再发这种邮件。

# What alerts are about.
channel-email = 邮件
event-match-found = 有新的匹配
event-vacancy-published = 岗位发布
event-vacancy-closed = 岗位关闭
event-vacancy-held = 岗位待审核
event-vacancy-refused = 岗位未通过审核
event-vacancy-expiring = 岗位即将到期
event-verification-due = 单位资质需要复核
event-verification-failed = 单位资质核验未通过
event-employer-suspended = 单位资质暂停
event-import-finished = 名单导入完成
event-student-transferred = 学生转学或学籍变动
event-student-claimed = 两校登记同一名学生
