import { describe, expect, it } from '@jest/globals';
import { spoiltReply, strayReply } from '../../src/rehearsal/odd-reply';
import type { StrayReply } from '../../src/rehearsal/odd-reply';

describe('a stray reply', () => {
  it.each([200, 400, 403, 404, 502, 503] as const)('is a page with status %i', (status) => {
    const { body, ...rest } = strayReply({ body: 'HTML', status });
    expect(rest).toEqual({ status, headers: { 'content-type': 'text/html' } });
    expect(body).toMatch(/^<!DOCTYPE html><html>.*<\/html>$/);
  });

  it.each<[StrayReply, string]>([
    [{ body: '{}', status: 200 }, '{}'],
    [{ body: '{}', status: 201 }, '{}'],
    [{ body: 'none', status: 200 }, ''],
    [{ body: 'none', status: 204 }, ''],
  ])('%j', (reply, body) => {
    expect(strayReply(reply)).toMatchObject({ status: reply.status, body });
  });
});

describe('a spoilt reply', () => {
  const document = {
    status: 200,
    headers: { 'content-type': 'application/json', etag: '7' },
    body: '{"sid":"ET0123","revision":"7","data":{"a":1}}',
  };
  const list = {
    status: 200,
    headers: {},
    body: '{"documents":[{"sid":"ET0123","revision":"7"}],"meta":{"page":0}}',
  };

  it('breaks off in the middle', () => {
    expect(spoiltReply(document, 'breaks off')).toEqual({ ...document, body: '{"sid":"ET0123","revisi' });
  });

  it('is of another SID of the same kind, in a list, too', () => {
    const other = spoiltReply(document, 'of another SID');
    expect(other).toEqual({ ...document, body: '{"sid":"ET0120","revision":"7","data":{"a":1}}' });
    expect(spoiltReply(list, 'of another SID').body).toBe(
      '{"documents":[{"sid":"ET0120","revision":"7"}],"meta":{"page":0}}',
    );
  });

  it('is of another execution, where a context is read', () => {
    const context = { status: 200, headers: {}, body: '{"account_sid":"AC00","execution_sid":"FN00"}' };
    expect(spoiltReply(context, 'of another SID').body).toBe('{"account_sid":"AC00","execution_sid":"FN01"}');
  });

  it('has no revision, nor its ETag', () => {
    expect(spoiltReply(document, 'without revision')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"sid":"ET0123","data":{"a":1}}',
    });
    expect(spoiltReply(list, 'without revision').body).toBe('{"documents":[{"sid":"ET0123"}],"meta":{"page":0}}');
  });

  it.each([
    ['empty revision', '{"sid":"ET0123","revision":"","data":{"a":1}}'],
    ['empty SID', '{"sid":"","revision":"7","data":{"a":1}}'],
    ['empty status', '{"sid":"ET0123","revision":"7","data":{"a":1}}'],
  ] as const)('has an %s', (how, body) => {
    expect(spoiltReply(document, how)).toEqual({ ...document, body });
  });

  it('has no status that says anything', () => {
    const execution = { status: 200, headers: {}, body: '{"sid":"FN00","status":"active"}' };
    expect(spoiltReply(execution, 'empty status').body).toBe('{"sid":"FN00","status":""}');
  });

  it('without a body stays as it is', () => {
    const deleted = { status: 204, headers: {}, body: '' };
    expect(spoiltReply(deleted, 'of another SID')).toBe(deleted);
  });
});
