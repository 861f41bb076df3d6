import { useNotification } from '@strapi/strapi/admin';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useRefusal } from '../../../shared/useRefusal';
import { problemsIn } from '../flow/model/refusal';

/** `refuse(error)`: tells what the server refused; of a step of a flow in the words in which the editor says it. */
export const useBotRefusal = (): ((error: unknown) => void) => {
  const known = useKnownWord();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  return (error) => {
    const [problem] = problemsIn(error);
    const message = problem ? known('flows.problem', problem.kind) : null;
    if (message === null) refuse(error);
    else toggleNotification({ type: 'danger', message });
  };
};
