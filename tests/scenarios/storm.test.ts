import { describe, expect, it } from '@jest/globals';
import { Story } from '../support/story';

const MINUTE_SECONDS = 60;

/** Raises this many distinct alarms, spread evenly over a minute. */
function storm(story: Story, alarms: number, nameOf: (index: number) => string): void {
  for (let index = 0; index < alarms; index++) {
    story.at((index * MINUTE_SECONDS) / alarms, () => story.alarm(nameOf(index)));
  }
}

function requestsOf(story: Story): number {
  return story.rehearsal.ledger.entries.filter(({ kind }) => kind === 'request').length;
}

/** The last second at which the queue held a message that no `/alarm` had dealt with. */
function lastFirstAcceptance(story: Story): number {
  const firsts = new Map<string, number>();
  for (const entry of story.rehearsal.ledger.entries) {
    if (entry.kind !== 'log' || entry.from !== 'lambda' || entry.level !== 'info') continue;
    const { answers } = JSON.parse(entry.text) as { answers?: { id: string }[] };
    for (const { id } of answers ?? []) if (!firsts.has(id)) firsts.set(id, story.secondsAt(entry.atMs));
  }
  return Math.max(...firsts.values());
}

function numberOf(index: number): string {
  return `+4477009001${String(index).padStart(2, '0')}`;
}

describe('23: a storm, with 200 ms for each Twilio request and five Lambdas at once', () => {
  it('1,000 alarms of one team are one chain of calls, and none is lost', async () => {
    const story = new Story({ agents: ['no-answer', 'no-answer', 'take'], latencyMs: 200 });
    storm(story, 1_000, (index) => `host-${index}-cpu`);
    await story.toTheEnd();

    expect(story.rings()).toEqual(['ann', 'bob', 'cyd']);
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
    expect(requestsOf(story)).toBeLessThanOrEqual(3 * 1_000);
    // All are on the board within a minute after the last one was raised.
    expect(lastFirstAcceptance(story)).toBeLessThan(2 * MINUTE_SECONDS);
    const texts = story.textsTo('cyd');
    expect(texts[0]).toMatch(/^You have it .* And \d+ more\.$/);
    // Whoever has it is not buried in messages: a minute's alarms are one.
    expect(texts.length).toBeLessThanOrEqual(7);
  }, 60_000);

  it('200 alarms over 20 teams ring twenty agents, each once', async () => {
    const teams = Array.from({ length: 20 }, (_, index) => `team-${index}`);
    const roster = {
      agents: Object.fromEntries(
        teams.map((team, index) => [team, { name: `Agent ${index}`, phone: numberOf(index) }]),
      ),
      teams: Object.fromEntries(teams.map((team) => [team, { rotations: [{ agents: [team] }] }])),
      defaultTeam: 'team-0',
      routes: teams.map((team) => ({ alarm: `${team}-*`, team })),
    };
    const story = new Story({ agents: ['take'], latencyMs: 200, roster });
    storm(story, 200, (index) => `team-${index % 20}-alarm-${index}`);
    await story.toTheEnd();

    expect(story.rings().toSorted()).toEqual(teams.map((_, index) => numberOf(index)).toSorted());
    expect(story.rehearsal.queue.deadLetters).toEqual([]);
  }, 60_000);
});
