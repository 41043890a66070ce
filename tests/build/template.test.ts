import { describe, expect, it } from '@jest/globals';
import { filledTemplate } from '../../src/build/template.cjs';

const TEMPLATE = 'A:\n  Timeout: <LAMBDA_SECONDS>\n  Code:\n    ZipFile: <LAMBDA_CODE>\n  B: rate(<BEATS> minutes)\n';
const LIMITS = { LAMBDA_SECONDS: 12, BEATS: 5, NAME: 'x' };

describe('the template of the stack', () => {
  it('gets the numbers and the code, which keeps its lines', () => {
    expect(filledTemplate(TEMPLATE, LIMITS, 'let a = `\n`;\nexports.b = a;\n')).toBe(
      'A:\n  Timeout: 12\n  Code:\n    ZipFile: |\n      let a = `\n      `;\n      exports.b = a;\n  B: rate(5 minutes)\n',
    );
  });

  it('leaves code alone that looks like a mark', () => {
    expect(filledTemplate(TEMPLATE, LIMITS, 'a<BEATS>b;$&')).toContain('      a<BEATS>b;$&\n');
  });

  it.each([
    ['a mark that is no limit', 'Period: <NONSENSE>\n', 'exports', /asks for <NONSENSE>, which is not a limit/],
    ['a limit that is no number', 'Period: <NAME>\n', 'exports', /asks for <NAME>, which is not a limit/],
    ['two places for the code', '    ZipFile: <LAMBDA_CODE>\n', 'exports', /must hold <LAMBDA_CODE> once/],
    ['code that YAML may change', '', 'exports.a = "•";', /characters that YAML may change/],
    ['code with a reference', '', 'exports.a = "{{resolve:ssm:x}}";', /take a part of the Lambda for a reference/],
    ['code that is too long', '', 'x'.repeat(51_200), /takes 51\d{3} bytes; CloudFormation allows 51200/],
  ])('is refused with %s', (_title, more, code, problem) => {
    expect(() => filledTemplate(`${TEMPLATE}${more}`, LIMITS, code)).toThrow(problem);
  });

  it('is refused without a place for the code', () => {
    expect(() => filledTemplate('A: 1\n', LIMITS, 'exports')).toThrow(/must hold <LAMBDA_CODE> once/);
  });
});
