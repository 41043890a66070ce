import type { Story } from './story';

/** What the Lambda reported to CloudWatch under this name, and when, in whole seconds after the story's start. */
export function reports(story: Story, metric = 'Healthy'): readonly (readonly [number, number])[] {
  return story.rehearsal.ledger.entries.flatMap((entry) => {
    if (entry.kind !== 'log' || !entry.text.startsWith('{"_aws"')) return [];
    const { [metric]: value } = JSON.parse(entry.text) as Record<string, number | undefined>;
    return value === undefined ? [] : [[Math.floor(story.secondsAt(entry.atMs)), value] as const];
  });
}
