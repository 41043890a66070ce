'use strict';
// `npm run check:aws`: lets the tools of others judge what goes to AWS: cfn-lint the template, CloudFormation's own schemas the policy
// of docs/aws, Terraform and the CDK the examples. What can be installed is put into a temporary folder (300 MB); what cannot be
// had is said, and is no failure.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parse } = require('yaml');
const { build, root } = require('../../src/build/build.cjs');

const CFN_LINT = 'cfn-lint==1.58.0';
const CDK_CLI = 'aws-cdk@2.1148.1';
/** One region of each partition that the template knows. */
const REGIONS = ['eu-west-1', 'us-gov-west-1', 'cn-north-1'];

/** What handlers need for features that the stack does not use: networks, files, buckets, signing, streams, other log classes. */
const UNUSED =
  /^(?:ec2|elasticfilesystem|s3|s3files|firehose|kms):|^lambda:(?:AssociateRuntimeAlias|GetCodeSigningConfig|GetLayerVersion|PassCapacityProvider|PublishVersion|PutFunctionCodeSigningConfig|DeleteFunctionCodeSigningConfig|PutFunctionRecursionConfig|PutFunctionScalingConfig|PutRuntimeManagementConfig)$|^logs:(?:(?:Dis)?[aA]ssociateKmsKey|CreateLogDelivery|DeleteDataProtectionPolicy|DeleteIndexPolicy|DeleteResourcePolicy|PutBearerTokenAuthentication|PutDataProtectionPolicy|PutIndexPolicy|PutLogGroupDeletionProtection|PutResourcePolicy)$|^iam:(?:AttachRolePolicy|DetachRolePolicy)$|^sns:PutDataProtectionPolicy$/;

/** @typedef {{ readonly status: number, readonly output: string }} Ended */

/** @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnSyncOptions} [options] @returns {Ended} */
function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (error !== undefined) return { status: 127, output: error.message };
  return { status: status ?? 1, output: `${String(stdout)}${String(stderr)}`.trim() };
}

let failures = 0;
/** @type {string[]} */
const notRun = [];

/** @param {string} title @param {readonly string[]} problems */
function tell(title, problems) {
  if (problems.length > 0) failures++;
  console.log(`${problems.length > 0 ? 'FAILED ' : 'ok     '} ${title}`);
  for (const problem of problems) console.log(problem.replaceAll(/^/gm, '          '));
}

/** @param {string} title @param {string} why */
function skip(title, why) {
  notRun.push(title);
  console.log(`NOT RUN ${title}: ${why}`);
}

/** @param {Ended} ended */
function problemsOf({ status, output }) {
  return status === 0 ? [] : [output === '' ? `exit status ${status}` : output];
}

const template = path.join(root, 'dist', 'lambda', 'template.yaml');
// Tags such as !Ref do not matter here.
const resourcesIn = () => Object.entries(parse(fs.readFileSync(template, 'utf8'), { logLevel: 'silent' }).Resources);

/** @param {string} folder */
function checkTemplate(folder) {
  const title = 'cfn-lint finds nothing in dist/lambda/template.yaml, nor in what AWS has in GovCloud and China';
  const bin = path.join(folder, 'python', process.platform === 'win32' ? 'Scripts' : 'bin');
  const made = run('python3', ['-m', 'venv', path.join(folder, 'python')]);
  const installed = made.status === 0 ? run(path.join(bin, 'pip'), ['install', '--quiet', CFN_LINT]) : made;
  if (installed.status !== 0) {
    skip(title, `${CFN_LINT} cannot be installed (${lastLine(installed.output)})`);
    skip(policyTitle, 'it needs the schemas that come with cfn-lint');
    return;
  }
  tell(title, problemsOf(run(path.join(bin, 'cfn-lint'), ['--regions', ...REGIONS, '--', template])));
  checkPolicy(path.join(bin, 'python'));
}

const policyTitle = 'docs/aws/stack-policy.json allows what the schemas of CloudFormation say, and nothing else';

/** @param {string} python */
function checkPolicy(python) {
  const types = [...new Set(resourcesIn().map(([, { Type }]) => Type))];
  const script = `
import cfnlint, glob, json, os, sys
found = {}
for name in glob.glob(os.path.join(os.path.dirname(cfnlint.__file__), "data", "schemas", "resources", "*.json")):
    schema = json.load(open(name))
    if schema.get("typeName") in sys.argv[1:]:
        found[schema["typeName"]] = [action for kind in ("create", "read", "update", "delete")
                                     for action in schema.get("handlers", {}).get(kind, {}).get("permissions", [])]
print(json.dumps(found))`;
  const { status, output } = run(python, ['-c', script, ...types]);
  if (status !== 0) {
    tell(policyTitle, [output]);
    return;
  }
  /** @type {Record<string, string[]>} */
  const handlers = JSON.parse(output);
  const needed = new Set(
    Object.values(handlers)
      .flat()
      .filter((action) => !UNUSED.test(action)),
  );
  const policy = JSON.parse(fs.readFileSync(path.join(root, 'docs', 'aws', 'stack-policy.json'), 'utf8'));
  const allowed = new Set(
    policy.Statement.flatMap((/** @type {{ Action: string | string[] }} */ { Action }) => Action),
  );
  tell(policyTitle, [
    ...types.filter((type) => !(type in handlers)).map((type) => `there is no schema of ${type}`),
    ...[...needed].filter((action) => !allowed.has(action)).map((action) => `it does not allow ${action}`),
    ...[...allowed].filter((action) => !needed.has(action)).map((action) => `nothing needs ${action}`),
  ]);
}

/** @param {string} folder */
function checkTerraform(folder) {
  const [format, validate] = ['terraform fmt: docs/aws/terraform', 'terraform validate: docs/aws/terraform'];
  const copy = path.join(folder, 'docs', 'aws', 'terraform');
  fs.cpSync(path.join(root, 'docs', 'aws', 'terraform'), copy, { recursive: true });
  const terraform = (/** @type {string[]} */ ...args) => run('terraform', [...args, '-no-color'], { cwd: copy });
  if (run('terraform', ['version']).status !== 0) {
    for (const title of [format, validate]) skip(title, 'terraform is not installed');
    return;
  }
  tell(format, problemsOf(run('terraform', ['fmt', '-check', '-diff'], { cwd: copy })));
  const ready = terraform('init', '-backend=false', '-input=false');
  if (ready.status !== 0) {
    skip(
      validate,
      `the provider hashicorp/aws cannot be downloaded (${/dial tcp[^\n]*|no such host/.exec(ready.output)?.[0] ?? lastLine(ready.output)})`,
    );
    return;
  }
  tell(validate, problemsOf(terraform('validate')));
}

/** @param {string} folder */
function checkCdk(folder) {
  const title = 'cdk synth: docs/aws/cdk makes every resource of the template';
  const copy = path.join(folder, 'docs', 'aws', 'cdk');
  fs.cpSync(path.join(root, 'docs', 'aws', 'cdk'), copy, { recursive: true });
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', CDK_CLI];
  const installed = run('npm', install, { cwd: copy, shell: process.platform === 'win32' });
  if (installed.status !== 0) {
    skip(title, `the CDK cannot be installed (${lastLine(installed.output)})`);
    return;
  }
  const cdk = path.join(copy, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const env = { ...process.env, CI: '1', CDK_DISABLE_CLI_TELEMETRY: '1' };
  const ended = run(process.execPath, [cdk, 'synth', '--quiet', '--no-notices'], { cwd: copy, env });
  if (ended.status !== 0) {
    tell(title, [ended.output]);
    return;
  }
  const made = JSON.parse(fs.readFileSync(path.join(copy, 'cdk.out', 'oncall.template.json'), 'utf8')).Resources;
  tell(
    title,
    resourcesIn().flatMap(([name, wanted]) => {
      const same = ['Type', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy'].every(
        (key) => made[name]?.[key] === wanted[key],
      );
      return same ? [] : [`${name} is another or missing`];
    }),
  );
}

/** @param {string} text */
function lastLine(text) {
  return text.split('\n').findLast((line) => line.trim() !== '') ?? 'no reason is given';
}

build();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oncall-aws-'));
try {
  fs.mkdirSync(path.join(folder, 'dist', 'lambda'), { recursive: true });
  fs.copyFileSync(template, path.join(folder, 'dist', 'lambda', 'template.yaml'));
  checkTemplate(folder);
  checkTerraform(folder);
  checkCdk(folder);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
console.log(
  `${failures === 0 ? 'Nothing is wrong' : `${failures} failed`}${notRun.length === 0 ? '.' : `, and ${notRun.length} could not be run.`}`,
);
process.exitCode = failures === 0 ? 0 : 1;
