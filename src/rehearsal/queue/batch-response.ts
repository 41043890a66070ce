import { field } from '../../text/json';

/**
 * Which of a batch's messages a Lambda's response returns to the queue: `all`, or the ids named as failures.
 *
 * Nothing, `{}`, and a missing, null or empty list mean that the whole batch succeeded; anything malformed, an empty id
 * or an id that is not in the batch means that the whole batch failed (AWS Lambda developer guide, "Reporting batch item
 * failures").
 */
export function failuresIn(response: unknown, batchIds: ReadonlySet<string>): 'all' | ReadonlySet<string> {
  if (response === undefined || response === null) return new Set();
  if (typeof response !== 'object' || Array.isArray(response)) return 'all';
  const list = 'batchItemFailures' in response ? response.batchItemFailures : null;
  if (list === null || list === undefined) return new Set();
  if (!Array.isArray(list)) return 'all';
  const failures = new Set<string>();
  for (const item of list) {
    const id = identifierIn(item);
    if (id === undefined || !batchIds.has(id)) return 'all';
    failures.add(id);
  }
  return failures;
}

function identifierIn(item: unknown): string | undefined {
  const id = field(item, 'itemIdentifier');
  return typeof id === 'string' ? id : undefined;
}
