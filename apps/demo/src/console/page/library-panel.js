import { html } from './vendor/preact.js';

const HUB_ROLE = {
  unknown: ['Unknown', 'nobody has needed it yet'],
  well: ['Well', "the service's own identity"],
  failing: ['Failing', 'its credentials cannot be used'],
  suspected: ['Suspected', 'most roles deny it'],
};

/** What the library saves, and how near STS is to its limit. @param {{ stats: import('./types.js').StatsEvent | undefined }} props */
export function LibraryPanel({ stats }) {
  if (!stats) return null;
  const { clients, credentials, sts, stsCallsPerSecond, stsThrottled, hubRole } = stats;
  const asked = credentials.hits + credentials.misses;
  // Without credentials that they share, each client assumes the role for itself.
  const assumed = credentials.obtained - credentials.refreshed;
  const [hub, note] = HUB_ROLE[hubRole];
  const saved = Math.max(0, clients.created - assumed);
  return html`
    <section class="panel">
      <h2>What it takes</h2>
      <dl class="figures">
        <${Figure}
          title="Cache hits"
          value=${percent(credentials.hits, asked)}
          note=${`${count(credentials.hits)} of ${count(asked)} uses of credentials`}
        />
        <${Figure}
          title="AssumeRole calls saved"
          value=${count(saved)}
          note=${`${count(clients.created)} clients, ${count(assumed)} roles assumed`}
        />
        <${Figure}
          title="Sessions held"
          value=${count(credentials.cached)}
          note=${`${count(credentials.denied)} denied, ${count(credentials.inFlight)} under way`}
        />
        <${Figure} title="Hub role" value=${hub} note=${note} />
      </dl>
      <h3 id="pace">Pace of STS</h3>
      <meter
        class="pace"
        data-throttled=${stsThrottled}
        aria-labelledby="pace"
        min="0"
        max=${sts.callsPerSecond}
        high=${sts.callsPerSecond * 0.8}
        value=${stsCallsPerSecond}
      ></meter>
      <p class="note">
        <strong>${rate(stsCallsPerSecond)}</strong> of ${rate(sts.callsPerSecond)} calls a second,
        ${` ${count(sts.waiting)} waiting, ${count(sts.throttled)} of ${count(sts.attempts)} throttled`}
      </p>
      ${stsThrottled && html`<p class="warning">STS throttles. Calls are slowed down, and sessions that are held stay in use.</p>`}
    </section>
  `;
}

/** @param {{ title: string, value: string, note: string }} props */
function Figure({ title, value, note }) {
  return html`
    <div>
      <dt>${title}</dt>
      <dd>${value}<small>${note}</small></dd>
    </div>
  `;
}

/** @param {number} number */
function count(number) {
  return number.toLocaleString('en');
}

/** @param {number} perSecond */
function rate(perSecond) {
  return perSecond.toLocaleString('en', { maximumFractionDigits: 1 });
}

/**
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  return whole === 0 ? '–' : `${Math.floor((part / whole) * 100)} %`;
}
