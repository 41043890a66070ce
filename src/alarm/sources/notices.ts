import { database, scaling } from './events';
import { object, objects, text, texts, type Fields } from './fields';
import { joined, wordsIn, type Reading } from './reading';

type JsonReader = (fields: Fields) => Reading | undefined;

/** What services and chats send to SNS as JSON of their own; the first that knows the message reads it. */
const JSON_READERS: readonly JsonReader[] = [fromChat, fromScaling, fromDatabase, fromMail];

/** Reads a JSON message that is no EventBridge event. */
export function fromJsonNotice(fields: Fields): Reading | undefined {
  for (const read of JSON_READERS) {
    const reading = read(fields);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

/** The schema of custom notifications for Amazon Q Developer in chat applications (formerly AWS Chatbot). */
function fromChat(fields: Fields): Reading | undefined {
  const content = object(fields, 'content');
  if (text(fields, 'source') !== 'custom' || content === undefined) return undefined;
  const metadata = object(fields, 'metadata');
  const title = text(content, 'title') ?? (metadata && text(metadata, 'summary'));
  const description = text(content, 'description');
  const steps = texts(content, 'nextSteps');
  const what = joined([title === undefined ? undefined : description, ...steps], '\n');
  return title === undefined && description === undefined
    ? undefined
    : { state: 'alarm', title: title ?? description ?? '', what };
}

/** Auto Scaling's own notifications: `autoscaling:EC2_INSTANCE_LAUNCH_ERROR`. */
function fromScaling(fields: Fields): Reading | undefined {
  const group = text(fields, 'AutoScalingGroupName');
  const event = text(fields, 'Event');
  if (group === undefined || event?.startsWith('autoscaling:') !== true) return undefined;
  const where = (text(fields, 'AutoScalingGroupARN') ?? '').split(':');
  const [, kind, error] = /^autoscaling:EC2_INSTANCE_(LAUNCH|TERMINATE)(_ERROR)?$/.exec(event) ?? [];
  const what = text(fields, 'StatusMessage') ?? text(fields, 'Cause') ?? text(fields, 'Description');
  const reading: Reading =
    kind === undefined
      ? { state: 'calm', title: `Auto Scaling ${wordsIn(event.slice('autoscaling:'.length))}`, where: group }
      : scaling(group, kind, error !== undefined, what);
  return {
    ...reading,
    key: reading.key === undefined ? undefined : `aws.autoscaling/${reading.key}`,
    at: text(fields, 'Time'),
    account: text(fields, 'AccountId'),
    region: where[3],
  };
}

/** RDS's and DMS's own notifications, whose keys have spaces. */
function fromDatabase(fields: Fields): Reading | undefined {
  const message = text(fields, 'Event Message');
  const source = text(fields, 'Source ID') ?? text(fields, 'SourceId');
  if (message === undefined || source === undefined) return undefined;
  const id = /(RDS|DMS)-EVENT-\d+/.exec(text(fields, 'Event ID') ?? '');
  const arn = (text(fields, 'Source ARN') ?? '').split(':');
  const at = text(fields, 'Event Time');
  const place = { at: at === undefined ? undefined : inUtc(at), account: arn[4], region: arn[3] };
  if (text(fields, 'Event Source')?.startsWith('replication-') === true) {
    const state = /fail|stopped/i.test(message) || !/started|created|completed/i.test(message) ? 'alarm' : 'ok';
    return { state, title: `DMS ${source}`, what: message, key: `aws.dms/${source}`, ...place };
  }
  const reading = database(source, id?.[0], message);
  return reading && { ...reading, key: reading.key === undefined ? undefined : `aws.rds/${reading.key}`, ...place };
}

/** `2026-11-22 03:04:05.123`, which is UTC and does not say so; an ECMAScript reader would take its own zone. */
function inUtc(time: string): string {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(time) ? `${time.replace(' ', 'T')}Z` : time;
}

/** Bounces and complaints of SES; who could not be reached is nobody's business at night. */
function fromMail(fields: Fields): Reading | undefined {
  const kind = text(fields, 'notificationType') ?? text(fields, 'eventType');
  const mail = object(fields, 'mail');
  if (kind === undefined || mail === undefined) return undefined;
  const from = text(mail, 'source');
  const bounce = object(fields, 'bounce') ?? {};
  const complaint = object(fields, 'complaint') ?? {};
  if (kind === 'Bounce') {
    const recipients = objects(bounce, 'bouncedRecipients');
    const types = joined([text(bounce, 'bounceType'), text(bounce, 'bounceSubType')], ', ');
    return {
      state: 'alarm',
      title: `SES ${joined(['bounce', types === undefined ? undefined : `(${types})`], ' ')}`,
      where: from,
      what: joined(
        [peopleOf(recipients), recipients[0] && withoutAddresses(text(recipients[0], 'diagnosticCode'))],
        '. ',
      ),
    };
  }
  if (kind === 'Complaint') {
    const type = text(complaint, 'complaintFeedbackType');
    const people = peopleOf(objects(complaint, 'complainedRecipients'));
    return { state: 'alarm', title: 'SES complaint', where: from, what: joined([people, type], '. ') };
  }
  const isWrong = /^(Reject|Rendering Failure)$/.test(kind);
  return { state: isWrong ? 'alarm' : 'calm', title: `SES ${kind.toLowerCase()}`, where: from };
}

function peopleOf(recipients: readonly Fields[]): string | undefined {
  if (recipients.length === 0) return undefined;
  return recipients.length === 1 ? '1 recipient' : `${recipients.length} recipients`;
}

function withoutAddresses(words: string | undefined): string | undefined {
  return words?.slice(0, 500).replaceAll(/<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?/g, 'the recipient');
}

/** Reads what is not JSON; undefined for a text that nobody knows. */
export function fromTextNotice(subject: string, body: string): Reading | undefined {
  return fromAlertmanager(subject, body) ?? fromBudgets(subject, body) ?? fromBackup(body);
}

/**
 * `[FIRING:2] InstanceDown (web-1)` and `[RESOLVED] …`, in the subject or at the beginning of the text. How many there are, and which
 * labels they have in common (in brackets), changes while it lasts; what stands before names the group, and the host of its Prometheus
 * which one it is.
 */
function fromAlertmanager(subject: string, body: string): Reading | undefined {
  const [line = ''] = body.trimStart().split('\n', 1);
  const heading = [subject, line].map((each) => each.trim()).find((each) => /^\[(FIRING|RESOLVED)\b/.test(each));
  const [, status, rest] = /^\[(FIRING|RESOLVED)(?::\d{1,6})?\]\s*(.*)$/.exec((heading ?? '').slice(0, 1000)) ?? [];
  if (status === undefined || rest === undefined) return undefined;
  const said = labelled(body, ['summary', 'description', 'message']);
  const title = rest.trim() || labelled(body, ['alertname'])[0] || 'Alertmanager';
  const group = title.replace(/ ?\(.*$/, '') || title;
  const host = /^Source: https?:\/\/([^/\s]{1,200})/m.exec(body.slice(0, 20_000))?.[1] ?? '';
  return {
    state: status === 'FIRING' ? 'alarm' : 'ok',
    title,
    what: joined(said, '\n'),
    key: `alertmanager/${host}/${group}`,
  };
}

/** The values of Alertmanager's ` - summary = …` lines, each once. */
function labelled(body: string, names: readonly string[]): readonly string[] {
  const lines = body.slice(0, 20_000).split('\n');
  const values = names.flatMap((name) => lines.flatMap((line) => valueIn(line, [` - ${name} = `, `- ${name} = `])));
  return [...new Set(values)];
}

/** The part of a line behind one of these beginnings. */
function valueIn(line: string, beginnings: readonly string[]): readonly string[] {
  const beginning = beginnings.find((each) => line.startsWith(each));
  return beginning === undefined ? [] : [line.slice(beginning.length).trim()];
}

/** The letter that AWS Budgets sends: its subject says it all, its figures say how much. */
function fromBudgets(subject: string, body: string): Reading | undefined {
  if (!body.trimStart().startsWith('AWS Budget Notification')) return undefined;
  const lines = body.slice(0, 20_000).split('\n');
  const figures = lines.filter((line) => /^(ACTUAL|FORECASTED) Amount: |^Alert Threshold: /.test(line));
  const name = lines.flatMap((line) => valueIn(line, ['Budget Name: ']))[0];
  const account = /^AWS Account (\d{12})\s*$/m.exec(body.slice(0, 500))?.[1];
  const title = subject.trim() || joined(['AWS Budgets', name], ': ') || 'AWS Budgets';
  return { state: 'alarm', title, what: joined(figures.toReversed(), ', '), account };
}

/** AWS Backup's own notification: a sentence, and then ARNs and ids that say nothing to a person. */
function fromBackup(body: string): Reading | undefined {
  const [, sentence, rest] =
    /^\s*(An AWS (?:Backup|Restore|Copy) job [^.]{1,100})\.([^]*)$/i.exec(body.slice(0, 2_000)) ?? [];
  if (sentence === undefined) return undefined;
  const arn = /Resource ARN ?: ?(\S+)/i
    .exec(rest ?? '')?.[1]
    ?.replace(/[.,;]$/, '')
    .split(':');
  return {
    state: /was|completed|success/i.test(sentence) && !/fail|abort|expired/i.test(sentence) ? 'ok' : 'alarm',
    title: sentence.replace(/^An /i, ''),
    where: arn?.at(-1)?.split('/').at(-1),
    account: arn?.[4] || undefined,
    region: arn?.[3] || undefined,
  };
}
