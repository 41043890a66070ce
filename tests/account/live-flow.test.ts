import { describe, expect, it } from '@jest/globals';
import { validationMistakes } from '../../src/account/live-flow';

const FLOW = { states: [{ name: 'Trigger' }, { name: 'claim' }, { name: 'call_25' }] };

describe('what Twilio finds wrong in a flow', () => {
  it.each([
    ['#/states/2/properties/timeout', 'widget "call_25" properties.timeout: must be integer'],
    ['#/states/1', 'widget "claim": must be integer'],
    ['#/initial_state', '#/initial_state: must be integer'],
    ['#/states/9/properties', '#/states/9/properties: must be integer'],
    ['', 'the flow: must be integer'],
  ])('is told with the widget: %s', (property_path, line) => {
    expect(validationMistakes({ errors: [{ property_path, message: 'must be integer' }] }, FLOW)).toEqual([line]);
  });

  it.each([[undefined], [null], ['x'], [{}], [{ errors: 'x' }], [{ errors: [1] }]])('%j tells nothing', (details) => {
    expect(validationMistakes(details, FLOW)).toEqual([]);
  });
});
