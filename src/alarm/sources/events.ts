import { figure, lastPart, object, objects, text, texts, type Fields } from './fields';
import { joined, stateOf, wordsIn, type Reading } from './reading';

/** An event of EventBridge, as far as every source has it. */
interface Event {
  readonly type: string;
  readonly detail: Fields;
  readonly resources: readonly string[];
}

/** What one of them says beside what every one says. */
type Said = Omit<Reading, 'at' | 'account' | 'region'>;

/** Reads one source's events; undefined for one that it does not know. */
type Reader = (event: Event) => Said | undefined;

/** By the `source` of the event, in the shapes that AWS documents for EventBridge. */
const READERS: Readonly<Record<string, Reader>> = {
  'aws.health': health,
  'aws.ecs': ecs,
  'aws.ec2': ec2,
  'aws.guardduty': guardDuty,
  'aws.securityhub': securityHub,
  'aws.codepipeline': codePipeline,
  'aws.codebuild': codeBuild,
  'aws.backup': backup,
  'aws.autoscaling': autoScaling,
  'aws.rds': ({ detail }) =>
    database(text(detail, 'SourceIdentifier'), text(detail, 'EventID'), text(detail, 'Message')),
  'aws.dms': dms,
  'aws.glue': glue,
};

/** Reads an EventBridge event of a source that is known, also as CodeStar Notifications repeat it (`detailType`). */
export function fromServiceEvent(fields: Fields): Reading | undefined {
  const source = text(fields, 'source') ?? '';
  const type = text(fields, 'detail-type') ?? text(fields, 'detailType');
  const detail = object(fields, 'detail');
  const reader = Object.hasOwn(READERS, source) ? READERS[source] : undefined;
  if (reader === undefined || type === undefined || detail === undefined) return undefined;
  const read = reader({ type, detail, resources: texts(fields, 'resources') });
  if (read === undefined) return undefined;
  return {
    ...read,
    key: read.key === undefined ? undefined : `${source}/${read.key}`,
    at: text(fields, 'time'),
    account: text(fields, 'account'),
    region: text(fields, 'region'),
  };
}

/** People who forward an announcement or a scheduled change want to hear of it: only what is closed is over. */
function health({ detail }: Event): Said | undefined {
  const code = text(detail, 'eventTypeCode');
  const arn = text(detail, 'eventArn');
  if (code === undefined) return undefined;
  const service = text(detail, 'service') ?? '';
  const rest = code.replace(/^AWS_/, '').replace(`${service}_`, '');
  const described = objects(detail, 'eventDescription');
  const description = described.find((each) => text(each, 'language')?.startsWith('en') === true) ?? described[0];
  const entities = objects(detail, 'affectedEntities').flatMap((each) => text(each, 'entityValue') ?? []);
  return {
    state: text(detail, 'statusCode') === 'closed' ? 'ok' : 'alarm',
    title: `AWS Health: ${joined([service, wordsIn(rest)], ' ') ?? code}`,
    where: fewOf(entities.map((entity) => lastPart(entity) ?? entity)),
    what: description && text(description, 'latestDescription'),
    key: arn,
  };
}

function ecs({ type, detail, resources }: Event): Said | undefined {
  const cluster = lastPart(text(detail, 'clusterArn'));
  const reason = text(detail, 'reason');
  if (type === 'ECS Task State Change') {
    const service = text(detail, 'group')?.replace(/^(service|family):/, '');
    const where = joined([service, cluster], ' in ');
    if (text(detail, 'lastStatus') !== 'STOPPED') return { state: 'calm', title: 'ECS task changed its state', where };
    const exits = objects(detail, 'containers').flatMap((container) => {
      const code = figure(container, 'exitCode');
      const why = text(container, 'reason');
      const isSound = (code === undefined || code === '0') && why === undefined;
      if (isSound) return [];
      const exited = code === undefined ? 'failed' : `exited with ${code}`;
      return [`Container ${joined([text(container, 'name'), exited], ' ')}${why === undefined ? '' : `: ${why}`}`];
    });
    // A task that was started for it does not show that the service is well: the agent who takes it must look.
    const what = joined([text(detail, 'stoppedReason'), ...exits], '. ');
    return { state: 'alarm', title: 'ECS task stopped', where, what, key: `task/${cluster}/${service}` };
  }
  const service = lastPart(resources[0]);
  const where = joined([service, cluster], ' in ');
  const name = text(detail, 'eventName');
  if (type === 'ECS Deployment State Change' && name !== undefined) {
    const state = stateOf(name.replace('SERVICE_DEPLOYMENT_', ''));
    const title = `ECS deployment ${wordsIn(name.replace('SERVICE_DEPLOYMENT_', ''))}`;
    return { state, title, where, what: reason, key: `deployment/${resources[0]}` };
  }
  if (type !== 'ECS Service Action' || name === undefined) return undefined;
  const isFine = text(detail, 'eventType') === 'INFO';
  const state = name === 'SERVICE_STEADY_STATE' ? 'ok' : isFine ? 'calm' : 'alarm';
  return { state, title: `ECS ${wordsIn(name)}`, where, what: reason, key: `service/${resources[0]}` };
}

function ec2({ type, detail }: Event): Said | undefined {
  const instance = text(detail, 'instance-id');
  if (instance === undefined) return undefined;
  if (type !== 'EC2 Instance State-change Notification') return { state: 'alarm', title: type, where: instance };
  const state = text(detail, 'state') ?? '';
  return {
    state: state === 'running' ? 'ok' : state === 'pending' ? 'calm' : 'alarm',
    title: `EC2 instance ${state.replace('-', ' ')}`,
    where: instance,
    key: instance,
  };
}

function guardDuty({ detail }: Event): Said | undefined {
  const title = text(detail, 'title');
  const id = text(detail, 'id');
  if (title === undefined) return undefined;
  const service = object(detail, 'service');
  const severity = figure(detail, 'severity');
  return {
    state: service?.['archived'] === true ? 'ok' : 'alarm',
    title,
    where: joined(['GuardDuty', severity === undefined ? undefined : `severity ${severity}`], ', '),
    what: text(detail, 'description'),
    key: id,
  };
}

function securityHub({ detail }: Event): Said | undefined {
  const findings = objects(detail, 'findings').map((finding) => ({ finding, isOver: isFindingOver(finding) }));
  const wrong = findings.filter(({ isOver }) => !isOver);
  const [first, ...others] = wrong.length > 0 ? wrong : findings;
  const title = first && text(first.finding, 'Title');
  if (first === undefined || title === undefined) return undefined;
  const severity = object(first.finding, 'Severity');
  const label = severity && text(severity, 'Label');
  const resources = objects(first.finding, 'Resources').flatMap((each) => lastPart(text(each, 'Id')) ?? []);
  return {
    state: wrong.length > 0 ? 'alarm' : 'ok',
    title,
    where: joined(['Security Hub', label?.toLowerCase(), fewOf(resources)], ', '),
    what: joined([text(first.finding, 'Description'), more(others.length, 'other finding')], ' '),
    // Several at once have no recovery of their own.
    key: others.length > 0 ? undefined : text(first.finding, 'Id'),
  };
}

function isFindingOver(finding: Fields): boolean {
  const workflow = object(finding, 'Workflow');
  const status = workflow && text(workflow, 'Status');
  const compliance = object(finding, 'Compliance');
  return (
    status === 'RESOLVED' ||
    status === 'SUPPRESSED' ||
    text(finding, 'RecordState') === 'ARCHIVED' ||
    (compliance !== undefined && text(compliance, 'Status') === 'PASSED')
  );
}

function codePipeline({ detail }: Event): Said | undefined {
  const pipeline = text(detail, 'pipeline');
  const state = text(detail, 'state');
  if (pipeline === undefined || state === undefined) return undefined;
  const [stage, action] = [text(detail, 'stage'), text(detail, 'action')];
  const result = object(detail, 'execution-result');
  return {
    state: stateOf(state),
    title: `CodePipeline ${wordsIn(state)}`,
    where: joined([pipeline, stage, action], ', '),
    what: result && text(result, 'external-execution-summary'),
    key: joined([pipeline, stage, action], '/'),
  };
}

function codeBuild({ type, detail }: Event): Said | undefined {
  const project = text(detail, 'project-name');
  const status = text(detail, 'build-status');
  if (type !== 'CodeBuild Build State Change' || project === undefined || status === undefined) return undefined;
  const about = object(detail, 'additional-information') ?? {};
  const failed = objects(about, 'phases').find(
    (phase) => stateOf(text(phase, 'phase-status') ?? 'SUCCEEDED') === 'alarm',
  );
  const why = failed && joined([wordsIn(text(failed, 'phase-type')), texts(failed, 'phase-context')[0]], ': ');
  const logs = object(about, 'logs');
  return {
    state: stateOf(status),
    title: `CodeBuild ${wordsIn(status)}`,
    where: project,
    what: joined([why, logs && text(logs, 'deep-link')], '. '),
    key: project,
  };
}

function backup({ type, detail }: Event): Said | undefined {
  const state = text(detail, 'state') ?? text(detail, 'status');
  const resource = text(detail, 'resourceArn') ?? text(detail, 'createdResourceArn');
  if (!type.endsWith('Job State Change') || state === undefined) return undefined;
  const job = type.replace(/ State Change$/, '').toLowerCase();
  return {
    state: stateOf(state),
    title: `AWS ${job} ${wordsIn(state)}`,
    where: joined([text(detail, 'resourceType'), lastPart(resource)], ' '),
    what: text(detail, 'statusMessage'),
    key: resource === undefined ? undefined : `${job}/${resource}`,
  };
}

function autoScaling({ type, detail }: Event): Said | undefined {
  const group = text(detail, 'AutoScalingGroupName');
  const [, kind, result] = /^EC2 Instance (Launch|Terminate) (Successful|Unsuccessful)$/.exec(type) ?? [];
  if (group === undefined || kind === undefined) return undefined;
  return scaling(group, kind, result === 'Unsuccessful', text(detail, 'StatusMessage') ?? text(detail, 'Cause'));
}

/** The same by EventBridge and by SNS. */
export function scaling(group: string, kind: string, isWrong: boolean, what: string | undefined): Reading {
  const action = `${kind.toLowerCase()} ${isWrong ? 'failed' : 'succeeded'}`;
  return {
    state: isWrong ? 'alarm' : 'ok',
    title: `Auto Scaling ${action}`,
    where: group,
    what,
    key: `${kind.toLowerCase()}/${group}`,
  };
}

/** The events of RDS that mean an outage, and those that end it: shut down, stopped; restarted, started. */
const OUTAGE: Readonly<Record<string, Reading['state']>> = {
  'RDS-EVENT-0004': 'alarm',
  'RDS-EVENT-0087': 'alarm',
  'RDS-EVENT-0006': 'ok',
  'RDS-EVENT-0088': 'ok',
};
const FAILOVER: Readonly<Record<string, Reading['state']>> = {
  'RDS-EVENT-0013': 'alarm',
  'RDS-EVENT-0050': 'alarm',
  'RDS-EVENT-0015': 'ok',
  'RDS-EVENT-0049': 'ok',
};

/** An event of RDS, the same by EventBridge and by SNS: the message is the title, for RDS has no other. */
export function database(
  source: string | undefined,
  id: string | undefined,
  message: string | undefined,
): Said | undefined {
  if (source === undefined || message === undefined) return undefined;
  const kind =
    id === undefined ? undefined : Object.hasOwn(OUTAGE, id) ? 'outage' : Object.hasOwn(FAILOVER, id) ? 'failover' : id;
  const state = id === undefined ? undefined : (OUTAGE[id] ?? FAILOVER[id]);
  return {
    state: state ?? 'alarm',
    title: `RDS ${source}`,
    what: message,
    key: kind === undefined ? undefined : `${source}/${kind}`,
  };
}

function dms({ detail, resources }: Event): Said | undefined {
  const event = text(detail, 'eventType');
  if (event === undefined) return undefined;
  const name = lastPart(resources[0]);
  const isOver = /_(STARTED|RESTARTED|CREATED|COMPLETED)$/.test(event);
  const isWrong = text(detail, 'category') === 'Failure' || /FAIL|STOPPED/.test(event);
  return {
    state: isWrong ? 'alarm' : isOver ? 'ok' : 'calm',
    title: `DMS ${wordsIn(event)}`,
    where: name,
    what: text(detail, 'detailMessage'),
    key: resources[0],
  };
}

function glue({ detail }: Event): Said | undefined {
  const [job, crawler] = [text(detail, 'jobName'), text(detail, 'crawlerName')];
  const state = text(detail, 'state');
  if (state === undefined) return undefined;
  return {
    state: stateOf(state),
    title: `Glue ${job === undefined ? 'crawler' : 'job'} ${wordsIn(state)}`,
    where: job ?? crawler,
    what: text(detail, 'message') ?? text(detail, 'errorMessage'),
    key: job === undefined ? crawler && `crawler/${crawler}` : `job/${job}`,
  };
}

/** The first two of some names, and how many others there are. */
function fewOf(names: readonly string[]): string | undefined {
  return joined([names.slice(0, 2).join(', '), more(names.length - 2, 'other')], ' ');
}

function more(count: number, thing: string): string | undefined {
  return count <= 0 ? undefined : `and ${count} ${thing}${count === 1 ? '' : 's'}`;
}
