import { describe, expect, it } from '@jest/globals';
import { liquidMistake, render } from '../../../src/studio/liquid';

const scope = { widgets: { 'ask-key': { Digits: '1' } }, flow: { data: { team: 'ops', list: [1, 2], nothing: null } } };

describe('Liquid', () => {
  it.each([
    ['no Liquid at all', 'no Liquid at all'],
    ['{{widgets.ask-key.Digits}}', '1'],
    ['{{ flow.data.team | upcase }}!', 'OPS!'],
    ['{{ flow.data.list | to_json }}', '[1,2]'],
    ['{{ flow.data | to_json }}', '{"team":"ops","list":[1,2],"nothing":null}'],
    ['{% if flow.data.team == "ops" %}yes{% else %}no{% endif %}', 'yes'],
    ['{{ flow.data.constructor }}', ''],
    ['{{ flow.data.nothing }}', ''],
  ])('renders %s', (text, expected) => {
    expect(render(text, scope, 'empty')).toBe(expected);
  });

  it.each([
    ['a{{ flow.data.gone }}b', 'ab', 'a{{ flow.data.gone }}b'],
    ['{{gone | upcase}}', '', '{{gone | upcase}}'],
    ["{{ gone | default: 'none' }}", 'none', 'none'],
    ['{% if gone %}x{% else %}{{ gone.too }}{% endif %}', '', '{{ gone.too }}'],
    ['{{ flow.data.team }} {{ gone }}', 'ops ', 'ops {{ gone }}'],
    ['{{ flow.data.nothing }}', '', ''],
  ])('renders an undefined value in %s empty, or leaves it as written', (text, empty, asWritten) => {
    expect(render(text, scope, 'empty')).toBe(empty);
    expect(render(text, scope, 'text')).toBe(asWritten);
  });

  it('renders what a value says as text, whatever it looks like', () => {
    expect(render('{{ alarm }}', { alarm: '{{ flow.sid }} <break/>' }, 'empty')).toBe('{{ flow.sid }} <break/>');
  });

  it('has nothing against what it can render', () => {
    expect(liquidMistake('plain')).toBeUndefined();
    expect(liquidMistake("{{ a.b | default: 'c' }}")).toBeUndefined();
  });
});
