/** Where the console of each partition of AWS is. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The longest link that is sent: a name in another script takes nine characters a letter, and the words matter more. */
const LINK_CHARACTERS = 600;

/**
 * The alarm in the AWS console, by its ARN (`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-1`); undefined of another one, and of
 * a partition whose console nobody can reach from the internet.
 */
export function consoleLink(arn: string | undefined): string | undefined {
  const [, partition = '', region = '', name = ''] =
    /^arn:(aws[\w-]{0,20}):cloudwatch:([a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}):\d{12}:alarm:([^]+)$/.exec(arn ?? '') ??
    [];
  const host = Object.hasOwn(CONSOLES, partition) ? CONSOLES[partition] : undefined;
  const encoded = encodedName(name);
  if (host === undefined || encoded === undefined) return undefined;
  const link = `https://${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encoded}`;
  return link.length > LINK_CHARACTERS ? undefined : link;
}

/** Also what a phone takes for the end of a link: brackets, an apostrophe, an exclamation mark, a full stop at the end. */
function encodedName(name: string): string | undefined {
  try {
    const encoded = encodeURIComponent(name).replace(/[!'()*]|\.$/g, hexadecimal);
    return encoded === '' ? undefined : encoded;
  } catch {
    // Half a character.
    return undefined;
  }
}

function hexadecimal(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
