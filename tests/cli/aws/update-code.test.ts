import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { AwsError, awsAtHand } from '../../aws/aws-at-hand';
import { LAMBDA, stackReply } from '../../aws/sample';
import { typed } from '../command-line';

const aws = awsAtHand();

beforeEach(() => {
  aws.on('DescribeStacks', stackReply('CREATE_COMPLETE'));
  aws.on('UpdateFunctionCode', { FunctionName: LAMBDA, CodeSha256: 'abc=', LastUpdateStatus: 'InProgress' });
  aws.on('GetFunctionConfiguration', { LastUpdateStatus: 'InProgress' }, { LastUpdateStatus: 'Successful' });
});

describe('oncall aws update-code', () => {
  it('sends the built Lambda as a zip, and waits until it runs', async () => {
    const ran = await typed('aws', 'update-code');

    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(aws.changes).toEqual(['UpdateFunctionCode']);
    const [sent = {}] = aws.inputs('UpdateFunctionCode');
    expect(sent['FunctionName']).toBe(LAMBDA);
    const zip = Buffer.from(String(sent['ZipFile']), 'base64');
    const built = readFileSync('dist/lambda/index.js');
    expect(zip.subarray(30, 38).toString()).toBe('index.js');
    expect(zip.subarray(38, 38 + built.length).equals(built)).toBe(true);
    expect(aws.inputs('GetFunctionConfiguration')).toHaveLength(2);
    expect(ran.out).toContain(`${LAMBDA} runs the new code (abc=).`);
    expect(ran.out).toContain('npx --no oncall drill --quiet');
  });

  it('says why AWS could not, and that the former code still runs', async () => {
    aws.on('GetFunctionConfiguration', { LastUpdateStatus: 'Failed', LastUpdateStatusReason: 'Internal error' });

    const ran = await typed('aws', 'update-code');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain('Internal error. The former code still runs');
  });

  it('does not cross another update', async () => {
    aws.on('UpdateFunctionCode', new AwsError('ResourceConflictException', 'An update is in progress', 409));

    const ran = await typed('aws', 'update-code');

    expect(ran.status).toBe(1);
    expect(ran.err).toContain(`another update of ${LAMBDA} is going on`);
  });

  it('names the permission that is missing', async () => {
    aws.on(
      'UpdateFunctionCode',
      new AwsError(
        'AccessDeniedException',
        `User: x is not authorized to perform: lambda:UpdateFunctionCode on resource: ${LAMBDA}`,
        403,
      ),
    );

    expect((await typed('aws', 'update-code')).err).toContain('lambda:UpdateFunctionCode is missing');
  });
});
