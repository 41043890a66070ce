'use strict';

/** CloudFormation takes a template of this size in the request itself; a larger one must first be put into a bucket. */
const mostBytes = 51_200;

const codeMark = '<LAMBDA_CODE>';

/**
 * The stack's template with the numbers of src/signing/limits.ts in place of their names in angle brackets, and with the
 * Lambda's code in place of `<LAMBDA_CODE>`.
 *
 * @param {string} template lambda/template.yaml
 * @param {Readonly<Record<string, unknown>>} limits
 * @param {string} code the Lambda as one file of CommonJS: CloudFormation makes an index.js of it, zipped at most 4 MB
 *   (CloudFormation, "AWS::Lambda::Function Code"). It was 4,096 characters until 2022.
 * @returns {string}
 * @throws Error for a name that is not a limit, and for a template that has become too large.
 */
function filledTemplate(template, limits, code) {
  if (/[^\n\x20-\x7e]/.test(code)) throw new Error('The Lambda holds characters that YAML may change.');
  if (code.includes('{{resolve:')) throw new Error('CloudFormation would take a part of the Lambda for a reference.');
  const withNumbers = template.replaceAll(/<([A-Z_]+)>/g, (mark, name) => {
    if (mark === codeMark) return mark;
    const value = limits[name];
    if (typeof value !== 'number') throw new Error(`lambda/template.yaml asks for ${mark}, which is not a limit.`);
    return String(value);
  });
  const [before, after, ...more] = withNumbers.split(`ZipFile: ${codeMark}\n`);
  if (after === undefined || more.length > 0) throw new Error(`lambda/template.yaml must hold ${codeMark} once.`);
  const indent = ' '.repeat(before.length - before.lastIndexOf('\n') + 1);
  const filled = `${before}ZipFile: |\n${code.trimEnd().replaceAll(/^/gm, indent)}\n${after}`;
  const bytes = Buffer.byteLength(filled);
  if (bytes > mostBytes) throw new Error(`The AWS stack takes ${bytes} bytes; CloudFormation allows ${mostBytes}.`);
  return filled;
}

module.exports = { filledTemplate };
