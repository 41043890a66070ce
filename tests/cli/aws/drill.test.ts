import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AwsError, awsAtHand, profileFile } from '../../aws/aws-at-hand';
import { LAMBDA, stackReply, TOPIC } from '../../aws/sample';
import { shownBelow } from '../../support/pages';
import { AGENTS, NUMBERS } from '../../support/story';
import type { StoryOptions } from '../../support/story';
import { projectCopy, ran, removeProject } from '../live/live';
import { scratchFolder } from '../scratch';
import { drillNight, quietly } from './drill-night';

const aws = awsAtHand();
const scratch = scratchFolder();

let folder = '';
beforeEach(() => {
  folder = projectCopy();
  aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'));
});
afterEach(() => removeProject(folder));

function night(options: StoryOptions): ReturnType<typeof drillNight> {
  return drillNight(aws, folder, options);
}

/** What was printed, without the seconds. */
function labels(out: string): readonly string[] {
  return out.split('\n').flatMap((line) => /^ +[\d.]+ s {2}(\S.*)$/.exec(line)?.[1]?.replace(/ {2,}/, ': ') ?? []);
}

describe('oncall drill', () => {
  it('rings whoever is on call with words that say it is a drill, and tells each step', async () => {
    const { story, drill } = night({ agents: ['decline', 'take'] });

    const { status, out, err } = await ran(drill);
    await story.toTheEnd();

    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(labels(out)).toEqual([
      `sent: "Drill: chain test" to ${LAMBDA}`,
      'accepted: by the Lambda and /alarm',
      'starts: the flow for Ann Lee (call 1)',
      'dials: Ann Lee (call 1)',
      'key 2: Ann Lee',
      'starts: the flow for Bob Roy (call 2)',
      'dials: Bob Roy (call 2)',
      'key 1: Bob Roy',
      'recovery: sent, so that nothing is left over',
    ]);
    expect(out).toBe(shownBelow('npx --no oncall drill'));
    expect(story.heardBy('bob')[0]).toContain(
      'Drill: chain test. This is a drill, nothing is wrong. Press 1 to end it.',
    );
    expect(story.textsTo('bob')[0]).toContain('Drill: chain test. This is a drill, nothing is wrong');
    // Its recovery was sent: whoever took it hears that it is over, and it can be drilled again.
    expect(story.textsTo('bob')[1]).toContain('Recovered');
    expect(out).not.toContain(NUMBERS.ann.slice(-8));
  });

  it('may be held again a day later', async () => {
    const { story, drill } = night({ agents: ['take'] });
    await ran(drill);
    await story.toTheEnd();
    await story.until(story.seconds + 86_400);

    expect(await ran(drill)).toMatchObject({ status: 0 });
    expect(story.rings()).toEqual(['ann', 'ann']);
  });

  it('ends when nobody presses 1, and says what that means', async () => {
    const { story, drill } = night({ agents: ['no-answer'] });

    const { status, out } = await ran(drill);
    await story.toTheEnd();

    expect(status).toBe(1);
    expect(labels(out).filter((line) => line.startsWith('no answer'))).toEqual([
      'no answer: Ann Lee',
      'no answer: Bob Roy',
      'no answer: Cyd Ito',
    ]);
    expect(out).toContain('Nobody of team main pressed 1, and everyone on the team gets an SMS');
  });

  it('brings itself back as the queue would, so that a hang-up that is never reported costs no night', async () => {
    const { story, drill } = night({ agents: ['hang-up', 'take'], eventTimes: () => [] });

    const { status } = await ran(drill);
    await story.toTheEnd();

    expect(status).toBe(0);
    expect(story.rings()).toEqual(['ann', 'bob']);
    expect(story.ringSeconds()[1]).toBeGreaterThan(72);
    expect(story.ringSeconds()[1]).toBeLessThan(92);
  });

  it('goes by the routes of the roster', async () => {
    const roster = {
      timezone: 'UTC',
      agents: AGENTS,
      teams: { web: { agents: ['ann'] }, db: { agents: ['cyd'] } },
      defaultTeam: 'web',
      routes: [{ alarm: 'Drill: db-*', team: 'db' }],
    };
    const { story, drill } = night({ agents: ['take'], roster });

    await ran(drill, '--alarm', 'db-cpu');

    expect(story.rings()).toEqual(['cyd']);
  });

  it('does not disturb agents who are called for something real', async () => {
    const { story, drill } = night({ agents: ['no-answer'] });
    story.alarm('web-cpu');
    await story.until(5);

    const { status, err } = await ran(drill);

    expect(status).toBe(1);
    expect(err).toContain('agents of main are being called for a real alarm');
    expect(aws.inputs('Invoke')).toEqual([]);
  });

  it('says so when it only became an SMS to the agent who has an incident', async () => {
    const { story, drill } = night({ agents: ['take'] });
    story.alarm('web-cpu');
    await story.until(60);

    const { status, out } = await ran(drill);

    expect(status).toBe(1);
    expect(out).toContain('Ann Lee (team main) took an incident a moment ago and gets this by SMS');
    expect(story.rings()).toEqual(['ann']);
  });

  it('says so when a silence covers it', async () => {
    const roster = { timezone: 'UTC', agents: AGENTS, silences: [{ alarm: 'Drill: *', to: '2026-12-01 00:00' }] };
    const { story, drill } = night({ agents: ['take'], roster });

    const { status, out } = await ran(drill);

    expect(status).toBe(1);
    expect(out).toContain('A silence of the roster covers this name');
    expect(story.rings()).toEqual([]);
  });

  it('at Ctrl-C takes the alarm back, so that nobody else is called', async () => {
    const { story, drill } = night({ agents: ['no-answer'] });
    story.at(10, () => process.emit('SIGINT'));

    const { status, out } = await ran(drill);
    await story.toTheEnd();

    expect(status).toBe(130);
    expect(labels(out).at(-1)).toBe('recovery: sent, so that nothing is left over');
    expect(out).toContain('nobody else is called');
    expect(story.rings()).toEqual(['ann']);
  });

  it('passes on why the Lambda did not get it through', async () => {
    const { drill } = night({ agents: ['take'] });
    aws.on('Invoke', {
      functionError: 'Unhandled',
      errorType: 'Error',
      errorMessage: '1 of 1 alarm messages were not accepted: /alarm answered 401: ALERT_SECRET differs.',
    });

    const { status, err } = await ran(drill);

    expect(status).toBe(1);
    expect(err).toContain('ALERT_SECRET differs.');
    expect(err).toContain('aws logs tail oncall-LambdaLog-1A2B3C --since 10m --region eu-west-1');
    expect(err).not.toContain('/aws/lambda/');
  });

  it('says how to find the log of a stack that does not name it yet', async () => {
    const { drill } = night({ agents: ['take'] });
    const Outputs = [
      { OutputKey: 'TopicArn', OutputValue: TOPIC },
      { OutputKey: 'LambdaName', OutputValue: LAMBDA },
    ];
    aws.on('DescribeStacks', stackReply('CREATE_COMPLETE', { Outputs }));
    aws.on('Invoke', { functionError: 'Unhandled', errorType: 'Error', errorMessage: 'It failed.' });

    process.env['AWS_SHARED_CREDENTIALS_FILE'] = scratch.file('credentials', profileFile('team&co'));
    delete process.env['AWS_ACCESS_KEY_ID'];

    const { err } = await ran(drill, '--profile', 'team&co');

    expect(err).toContain(
      `aws lambda get-function-configuration --query LoggingConfig.LogGroup --function-name ${LAMBDA} --region eu-west-1 --profile 'team&co'`,
    );
  });

  it('names the permission that is missing', async () => {
    const { drill } = night({ agents: ['take'] });
    const message = `User: x is not authorized to perform: lambda:InvokeFunction on resource: ${LAMBDA}`;
    aws.on('Invoke', new AwsError('AccessDeniedException', message, 403));

    expect((await ran(drill)).err).toContain('lambda:InvokeFunction is missing');
  });
});

describe('oncall drill --quiet', () => {
  it('sends a heartbeat through the Lambda, rings nobody, and says that all is well', async () => {
    const { story, drill } = night({ agents: ['take'] });

    const { status, out, err } = await quietly(story, drill);

    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(labels(out)).toEqual([
      `accepted: a heartbeat, by ${LAMBDA} and through it by /alarm`,
      'health: nothing is wrong: an alarm would ring the agent on call',
    ]);
    expect(story.rings()).toEqual([]);
  });

  it('says what is wrong', async () => {
    const { story, drill } = night({ agents: ['take'], roster: '{' });

    const { status, out } = await quietly(story, drill);

    expect(status).toBe(1);
    expect(labels(out)[1]).toMatch(/^problem: \/alarm says: .*roster/i);
  });

  it('rings nobody, so there is no alarm to name', async () => {
    const { drill } = night({ agents: ['take'] });
    expect(await ran(drill, '--quiet', '--alarm', 'x')).toMatchObject({ status: 2 });
  });
});
