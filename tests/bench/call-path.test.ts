import { describe, expect, it } from '@jest/globals';
import type { LedgerEntry } from '../../src/rehearsal/ledger';
import { longestChain, pathFromAlarm, pathFromKeyTwo } from './call-path';

const LATENCY_MS = 100;

function request(atMs: number): LedgerEntry {
  return { atMs, kind: 'request', method: 'GET', path: '/somewhere', status: 200 };
}

function ran(path: string, fromMs: number, toMs: number): LedgerEntry {
  return { atMs: toMs, kind: 'function', path, status: 200, tookMs: toMs - fromMs };
}

function started(atMs: number, execution: string): LedgerEntry {
  return { atMs, kind: 'execution-started', execution, to: '+447700900001', from: '+12025550100' };
}

function ring(atMs: number, execution: string): LedgerEntry {
  return { atMs, kind: 'ring', call: 'CA1', execution, to: '+447700900001', from: '+12025550100' };
}

function key(atMs: number, pressed: string): LedgerEntry {
  return { atMs, kind: 'key', call: 'CA1', to: '+447700900001', key: pressed };
}

describe('the way from /alarm', () => {
  it('counts the requests up to the execution and those of its claim', () => {
    const ledger = [
      request(1_050),
      request(1_150),
      started(1_250, 'FN1'),
      request(1_250),
      ran('/alarm', 1_000, 1_300),
      request(1_450),
      request(1_550),
      ran('/claim', 1_400, 1_600),
      ring(1_700, 'FN1'),
      request(2_050),
      ran('/brief', 2_000, 2_100),
    ];
    expect(pathFromAlarm(ledger, LATENCY_MS)).toEqual({
      toExecution: { sequentialRequests: 3, allRequests: 3, ms: 250 },
      toRing: { sequentialRequests: 2, allRequests: 2, ms: 450 },
    });
  });

  it('counts requests that are on their way together once', () => {
    const ledger = [
      request(1_050),
      request(1_060),
      started(1_150, 'FN1'),
      request(1_150),
      ran('/alarm', 1_000, 1_200),
      ring(1_700, 'FN1'),
    ];
    expect(pathFromAlarm(ledger, LATENCY_MS).toExecution).toEqual({ sequentialRequests: 2, allRequests: 3, ms: 150 });
  });

  it('leaves out what the Function does after the execution exists', () => {
    const ledger = [
      request(1_050),
      started(1_150, 'FN1'),
      request(1_150),
      request(1_250),
      ran('/alarm', 1_000, 1_300),
      ring(1_700, 'FN1'),
    ];
    expect(pathFromAlarm(ledger, LATENCY_MS).toExecution.sequentialRequests).toBe(2);
  });

  it('leaves out what another Function does while the claim is on its way', () => {
    const ledger = [
      started(1_050, 'FN1'),
      request(1_050),
      ran('/alarm', 1_000, 1_100),
      request(1_250),
      ran('/studio-events', 1_200, 1_300),
      request(1_450),
      ran('/claim', 1_400, 1_500),
      ring(1_700, 'FN1'),
    ];
    expect(pathFromAlarm(ledger, LATENCY_MS).toRing).toEqual({ sequentialRequests: 1, allRequests: 2, ms: 650 });
  });

  it.each([
    ['/alarm is never called', [ran('/claim', 0, 100)]],
    ['no execution is created', [ran('/alarm', 0, 100)]],
    ['no phone rings', [ran('/alarm', 0, 100), started(50, 'FN1')]],
  ])('says when %s', (what, ledger) => {
    expect(() => pathFromAlarm(ledger, LATENCY_MS)).toThrow(what);
  });
});

describe('the way from key 2', () => {
  it('begins at the key and leads to the next execution', () => {
    const ledger = [
      started(100, 'FN1'),
      ring(400, 'FN1'),
      key(5_000, '2'),
      request(5_100),
      request(5_200),
      started(5_300, 'FN2'),
      request(5_300),
      ran('/next-agent', 5_050, 5_350),
      request(5_500),
      ran('/claim', 5_450, 5_550),
      ring(5_900, 'FN2'),
    ];
    expect(pathFromKeyTwo(ledger, LATENCY_MS)).toEqual({
      toExecution: { sequentialRequests: 3, allRequests: 3, ms: 300 },
      toRing: { sequentialRequests: 1, allRequests: 1, ms: 600 },
    });
  });

  it('adds the Function that creates the execution later, and not one that nothing waits for', () => {
    const ledger = [
      key(5_000, '2'),
      request(5_100),
      request(5_200),
      ran('/next-agent', 5_050, 5_250),
      request(8_050),
      request(8_150),
      ran('/studio-events', 8_000, 8_200),
      request(72_100),
      request(72_200),
      started(72_300, 'FN2'),
      request(72_300),
      ran('/alarm', 72_050, 72_350),
      ring(73_000, 'FN2'),
    ];
    expect(pathFromKeyTwo(ledger, LATENCY_MS).toExecution).toEqual({
      sequentialRequests: 5,
      allRequests: 7,
      ms: 67_300,
    });
  });

  it('says when nobody presses 2', () => {
    expect(() => pathFromKeyTwo([key(5_000, '1')], LATENCY_MS)).toThrow('nobody presses 2');
  });
});

describe('the longest chain of requests', () => {
  it.each([
    ['of no requests', [], 0],
    ['of one', [50], 1],
    ['of three that follow upon each other', [50, 150, 250], 3],
    ['in any order', [250, 50, 150], 3],
    ['of three at once', [50, 50, 50], 1],
    ['where two overlap', [50, 149, 150], 2],
    ['with pauses', [50, 1_000, 5_000], 3],
  ])('%s', (_, arrivalsMs, length) => {
    expect(longestChain(arrivalsMs, LATENCY_MS)).toBe(length);
  });
});
