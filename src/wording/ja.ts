import type { Catalogue, Trouble } from './en';

const BYE = '失礼します。';
const NOTHING_TO_DO = `対応は不要です。${BYE}`;

/** Japanese, which has one form for every number. Times are written as in "日 12:14 JST". */
export const JA: Catalogue = {
  locale: 'ja-JP',
  people: {
    somebody: '担当者',
    somebodyWhoLeft: '当番表にない方',
    fallbackNumber: (number) => `予備番号${number}`,
  },
  signs: {
    link: 'リンク',
    currencies: {
      $: 'ドル',
      '€': 'ユーロ',
      '£': 'ポンド',
      '¥': '円',
      '¢': 'セント',
      '₹': 'ルピー',
      '₩': 'ウォン',
      '₽': 'ルーブル',
      '₺': 'リラ',
      '₪': 'シェケル',
      '₫': 'ドン',
      '₴': 'フリヴニャ',
      '₱': 'ペソ',
      '฿': 'バーツ',
    },
    celsius: '度',
    fahrenheit: '度（華氏）',
    degrees: '度',
    plusMinus: 'プラスマイナス',
    about: '約',
    times: 'かける',
    equals: 'イコール',
    isNot: 'ノットイコール',
    over: '大なり',
    under: '小なり',
    atLeast: '以上',
    atMost: '以下',
    to: 'から',
    and: 'と',
  },
  alarm: {
    unknown: (text) => `種類の分からない通知です。${text}`,
    withoutText: '本文はありません。',
    noData: 'データが届いていません。',
    deleted: 'この警報はCloudWatchで削除されたため、今後の通知はありません。',
    measured: (metric, value, compared) => `${metric}は${value}で、${compared}。`,
    theValue: '値',
    compared: {
      '>': (limit) => `${limit}を超えています`,
      '>=': (limit) => `${limit}以上です`,
      '<': (limit) => `${limit}を下回っています`,
      '<=': (limit) => `${limit}以下です`,
    },
    notBetween: (low, high) => `${low}から${high}までの範囲外です`,
  },
  speech: {
    opening: (team) => `${team}チームの当番への警報です。`,
    reminder: (team) => `${team}チームの確認です。警報が続いています。`,
    thatWasIt: '以上が警報の内容です。',
    keys: 'いつでも、引き受ける場合は1、次の担当者に回す場合は2、もう一度聞く場合は3を押してください。',
    reminderKeys: '対応中の場合は1、次の担当者に回す場合は2、もう一度聞く場合は3を押してください。',
    prompt: '引き受ける場合は1、次の担当者に回す場合は2を押してください。',
    reminderPrompt: '対応中の場合は1、次の担当者に回す場合は2を押してください。',
    youTookIt: (at) => `${at}に引き受けられました。`,
    where: (place) => `場所は${place}です。`,
    accountEndingIn: (digits) => `末尾が${digits}のアカウント`,
    anAlarm: '名前の分からない警報が出ています。',
    moreAlarms: (count) => `ほかに${count}件の警報があります。`,
    asksYou: (by) => `${by}さんが引き継ぎをお願いしています。`,
    youAreAsked: '引き継ぎの依頼です。',
    trouble: troubleInJapanese,
    comesAndGoes: (times) => `発生と復旧を、これまでに${times}回繰り返しています。`,
    notConfirmed: `引き受けを確認できませんでした。結果はメッセージでお知らせします。届かない場合は、次の担当者に電話します。${BYE}`,
    notPassedOn: `今は次の担当者に電話できませんでした。まもなくもう一度かけます。${BYE}`,
    youHaveIt: '引き受けを承りました。',
    detailsFollow: '詳しくはメッセージをご覧ください。',
    goodbye: BYE,
    alreadyTaken: (by) => `${by}さんが引き受けました。${NOTHING_TO_DO}`,
    yours: `すでにあなたの担当です。${BYE}`,
    recovered: `警報は復旧しました。${NOTHING_TO_DO}`,
    closedByHand: `この警報は手動で閉じられました。${NOTHING_TO_DO}`,
    overAndGone: `この警報は終わりました。${NOTHING_TO_DO}`,
    unconfirmed: `この警報がまだ続いているか確認できません。続いているものとして、今すぐ確認してください。${BYE}`,
    superseded: `次の担当者に電話しています。${NOTHING_TO_DO}`,
    nobodyLeft: `ほかに電話できる担当者がいません。チーム全員にメッセージを送ります。${BYE}`,
    callingNow: (agent) => `${agent}さんに電話します。${BYE}`,
    calledShortly: (agent) => `まもなく${agent}さんに電話します。${BYE}`,
  },
  sms: {
    youHaveIt: 'あなたの担当です',
    moreForYou: (count) => `あなたの担当に${count}件追加`,
    recovered: '復旧しました',
    closedByHand: '手動で閉じられました',
    leftToYou: '引き続きお願いします',
    leftToAll: '皆さんで引き続きお願いします',
    nobodyHasIt: '【未対応】誰も引き受けていません',
    has: (owner) => `${owner}さんの担当です`,
    stillYours: '引き継ぐ人がいません。引き続きあなたの担当です',
    comesAndGoes: '発生と復旧の繰り返し',
    impossible: '【電話不可】どの電話にもかけられません',
    callsUsedUp: '【上限】電話の回数が上限に達しました',
    callingYou: 'お電話しています',

    noLongerWatched: 'これ以上の状況が分からないため、監視を終えます。',
    afterAll: (owner) => `${owner}さんが引き受けました`,
    notYoursAnyMore: (owner) => `${owner}さんに引き継がれました。あなたの担当ではなくなりました`,
    itComesAndGoes: '発生と復旧を繰り返しています',
    flapsWithinTheHour: (times) => `1時間に${times}回。収まったらお知らせします。`,
    flapsSoFar: (times) => `発生と復旧を、これまでに${times}回繰り返しています。`,
    callsMade: (count) => `${count}回電話しましたが、誰も引き受けていません`,
    nobodyCalled: '誰にも電話できませんでした',
    textsUsedUp: (count, time) =>
      `この1時間分のSMS${count}件を使い切りました。次は${time}以降です。詳細は"oncall status"で確認できます。`,
    callsWithinTheHour: (count) => `1時間に${count}回電話したため、次の電話は待機中です。`,
    nobodyHasThis: '誰も引き受けていません',
    hasThis: (owner) => `${owner}さんの担当です`,
    causes: {
      flow: 'Studioのフローがないか、公開されていません。"oncall doctor"を実行してください。',
      'caller-id': '発信者番号がこのアカウントのものではありません。"oncall doctor"を実行してください。',
      account: 'Twilioのアカウントが停止中か、残高がありません。Twilioコンソールを確認してください。',
      unreachable: 'Twilioが電話を開始しません。再試行しています。',
    },
    since: (time) => `${time}から`,
    andMore: (count) => `ほか${count}件。`,
    restInConsole: '続きはAWSコンソールにあります。',
    restInStatus: '続きは"oncall status"で確認できます。',
    outside: (value, low, high) => `${value}（${low}から${high}の範囲外）`,
    moreInStatus: (count) => `ほか${count}件は"oncall status"で確認できます。`,
    earlierOver: (count) => `以前の${count}件は終わりました。`,
    onlyEarlier: (count, team) =>
      `以前の${count}件は終わったか、あなたの担当のままです(${team})。"oncall history"で確認できます。`,
  },
};

function troubleInJapanese(trouble: Trouble): string {
  switch (trouble.is) {
    case 'unreadable':
      return '当番表を読み込めません。';
    case 'nobody':
      return '当番がいないため、予備番号に電話しています。';
    case 'no-team':
      return `当番表に${trouble.team}チームがありません。`;
  }
}
