import { getTasks } from 'node-cron';

/** Does the plugin's work of a time of day now, instead of waiting for the wall clock: `runJob('team-online')`. */
export const runJob = async (name: string): Promise<void> => {
  const task = [...getTasks().values()].find((one) => one.name === `whatsapp.${name}`);
  if (!task) throw new Error(`There is no job "${name}" in this process.`);
  await task.execute();
};
