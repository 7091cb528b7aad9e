import { element } from '../http/xml.js';
import { unsupported } from '../service/aws-fault.js';
import type { Operation } from '../service/service.js';
import type { Params } from '../service/query-params.js';
import { stsAnswer } from './sts-answer.js';

/** Who am I: needs no permission, and no policy can deny it. */
export function getCallerIdentity(params: Params): Operation {
  return {
    action: 'sts:GetCallerIdentity',
    subject: 'caller',
    run: ({ caller, requestId }) => {
      if (params.size > 2) throw unsupported('parameters of GetCallerIdentity');
      const result = [
        element('Arn', caller.sessionArn),
        element('UserId', `${caller.roleId}:${caller.sessionName}`),
        element('Account', caller.accountId),
      ];
      return stsAnswer('GetCallerIdentity', result, requestId);
    },
  };
}
