import { AwsFault } from '../service/aws-fault.js';

export function accessDenied(message = "You don't have permissions to access this resource."): AwsFault {
  return new AwsFault(400, 'AccessDeniedException', message);
}

export function notInUse(): AwsFault {
  return new AwsFault(
    400,
    'AWSOrganizationsNotInUseException',
    'Your account is not a member of an organization.',
  );
}

export function parentNotFound(): AwsFault {
  return new AwsFault(400, 'ParentNotFoundException', "You specified a parent that doesn't exist.");
}

export function targetNotFound(): AwsFault {
  return new AwsFault(400, 'TargetNotFoundException', "You specified a target that doesn't exist.");
}

export function accountNotFound(): AwsFault {
  return new AwsFault(400, 'AccountNotFoundException', "You specified an account that doesn't exist.");
}

export function childNotFound(): AwsFault {
  return new AwsFault(400, 'ChildNotFoundException', "You specified a child that doesn't exist.");
}
