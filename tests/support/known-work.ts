import type { Core } from '@strapi/types';

type Work = () => Promise<void>;
export interface KnownWork {
  readonly run: Work;
  /** Leaves it out until the answer is called. */
  readonly leaveOut: () => () => void;
}

const workOf = (service: unknown, name: string): KnownWork => {
  const of = service as Record<string, Work>;
  const real = of[name] as Work;
  return {
    run: () => real.call(of),
    leaveOut: () => {
      of[name] = () => Promise.resolve();
      // Some services outlive the Strapi that asks for them.
      return () => void (of[name] = real);
    },
  };
};

/**
 * What Strapi works out again at each start to come to what is already in the database, unless a content type or an action
 * came since: how its Content Manager shows each type, and what the super admin may. More than half of the time of a start.
 */
export const knownWork = (strapi: Core.Strapi): KnownWork[] => {
  const manager = strapi.plugin('content-manager');
  return [
    workOf(manager.service('components'), 'syncConfigurations'),
    workOf(manager.service('content-types'), 'syncConfigurations'),
    workOf(strapi.service('admin::permission'), 'cleanPermissionsInDatabase'),
    workOf(strapi.service('admin::role'), 'resetSuperAdminPermissions'),
  ];
};

/** Starts it without that work: only for a copy of a database that the same sources have started on. */
export const leaveOutKnownWork = (strapi: Core.Strapi): void => {
  const bootstrap = strapi.bootstrap.bind(strapi);
  strapi.bootstrap = async () => {
    const giveBack = knownWork(strapi).map(({ leaveOut }) => leaveOut());
    try {
      return await bootstrap();
    } finally {
      for (const give of giveBack) give();
    }
  };
};
