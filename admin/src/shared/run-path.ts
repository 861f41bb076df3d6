import { PLUGIN_ID } from '../pluginId';

/** The page of the runs of all bots. */
export const RUNS_PATH = `/plugins/${PLUGIN_ID}/bots/runs`;

/** That page with one run open. */
export const runPath = ({ botId, id }: { botId: number; id: number }): string =>
  `${RUNS_PATH}?of=${botId}&run=${id}`;
