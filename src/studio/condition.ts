import type { ConditionType } from './widget';

/**
 * Whether a condition of Split Based On holds. Case and outer spaces do not count, a regex must match the whole text, a
 * list is separated by commas, and "less" and "greater" are about numbers only (Studio widget library, Split Based On).
 */
export function holds(type: ConditionType, input: string, value: string): boolean {
  const text = plain(input);
  const wanted = plain(value);
  switch (type) {
    case 'equal_to':
      return text === wanted;
    case 'not_equal_to':
      return text !== wanted;
    case 'matches_any_of':
      return value.split(',').map(plain).includes(text);
    case 'does_not_match_any_of':
      return !value.split(',').map(plain).includes(text);
    case 'is_blank':
      return text === '';
    case 'is_not_blank':
      return text !== '';
    case 'regex':
      return RegExp(`^(?:${value})$`, 'i').test(input.trim());
    case 'contains':
      return text.includes(wanted);
    case 'does_not_contain':
      return !text.includes(wanted);
    case 'starts_with':
      return text.startsWith(wanted);
    case 'does_not_start_with':
      return !text.startsWith(wanted);
    case 'less_than':
      return number(text) < number(wanted);
    case 'greater_than':
      return number(text) > number(wanted);
  }
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** No number compares as neither less nor greater. */
function number(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}
