import { describe, expect, it } from '@jest/globals';
import { stsSettings } from './sts-settings.js';

describe('the settings of STS', () => {
  it('have defaults', () => {
    expect(stsSettings()).toEqual({
      pace: { callsPerSecond: 360, queueSize: 10_000, queueLimitMs: 30_000 },
      limits: { attemptMs: 3_000, totalMs: 10_000 },
      connectMs: 1_000,
    });
    expect(stsSettings({ region: 'eu-west-1', replicas: undefined })).toEqual(stsSettings());
  });

  it('share the calls of a second among the replicas', () => {
    expect(stsSettings({ replicas: 8 }).pace.callsPerSecond).toBe(45);
    expect(stsSettings({ callsPerSecond: 10, replicas: 40 }).pace.callsPerSecond).toBe(0.25);
  });

  it('are what was given, in milliseconds', () => {
    expect(
      stsSettings({
        callsPerSecond: 600,
        queueSize: 5,
        queueSeconds: 2,
        connectSeconds: 0.5,
        attemptSeconds: 1.5,
        totalSeconds: 4,
      }),
    ).toEqual({
      pace: { callsPerSecond: 600, queueSize: 5, queueLimitMs: 2_000 },
      limits: { attemptMs: 1_500, totalMs: 4_000 },
      connectMs: 500,
    });
  });
});
