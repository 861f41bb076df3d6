import { useEffect, useState } from 'react';
import type { TaskView } from '../../../../server/src/contracts/tasks';
import { useWhatsappSetStateTasksMutation } from '../../api/tasks';
import { useRefusal } from '../useRefusal';

const UNDO_MS = 6_000;

/** Ticks tasks off at once and keeps the way back open for six seconds. */
export const useTaskState = () => {
  const refuse = useRefusal();
  const [setState] = useWhatsappSetStateTasksMutation();
  const [done, setDone] = useState<TaskView | null>(null);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [done]);
  const change = async (task: TaskView, state: 'open' | 'done') => {
    try {
      await setState({ id: task.id, body: { state } }).unwrap();
      setDone(state === 'done' ? task : null);
    } catch (error) {
      refuse(error);
    }
  };
  return {
    /** The task just ticked off, while it can be taken back. */
    done,
    toggle: (task: TaskView) => change(task, task.state === 'done' ? 'open' : 'done'),
    undo: async () => {
      if (done) await change(done, 'open');
    },
  };
};
