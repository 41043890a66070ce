import { describe, expect, it } from '@jest/globals';
import type { HttpRequest, HttpResponse } from '../../../src/rehearsal/http';
import { fetchOver } from '../../../src/rehearsal/queue/fetch-over';

describe('fetchOver', () => {
  it('sends what fetch was given and gives back what came', async () => {
    const seen: HttpRequest[] = [];
    const fetchHere = fetchOver(async (request) => {
      seen.push(request);
      return { status: 503, headers: { 'retry-after': '1' }, body: 'later' };
    });
    const response = await fetchHere('https://a.example.com/x', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(seen).toEqual([
      { method: 'POST', url: 'https://a.example.com/x', headers: { 'content-type': 'application/json' }, body: '{}' },
    ]);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.text()).toBe('later');
  });

  it('rejects as soon as its signal aborts, before or while it waits', async () => {
    const fetchHere = fetchOver(() => new Promise<HttpResponse>(() => {}));
    const controller = new AbortController();
    const waiting = fetchHere('https://a.example.com/', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(fetchHere('https://a.example.com/', { signal: controller.signal })).rejects.toThrow('enough');
  });

  it('rejects when sending fails', async () => {
    const fetchHere = fetchOver(() => Promise.reject(new TypeError('fetch failed')));
    await expect(fetchHere('https://a.example.com/')).rejects.toThrow('fetch failed');
  });
});
