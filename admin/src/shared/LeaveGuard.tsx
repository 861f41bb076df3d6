import { useRef } from 'react';
import { useBlocker, type Location } from 'react-router-dom';
import { LeaveForm } from './LeaveForm';
import { useCloseGuard } from './useCloseGuard';

interface Props {
  readonly holds: () => boolean;
  /** Which change of the address leaves what is typed; another page unless this says otherwise. */
  readonly leaves?: (from: Location, to: Location) => boolean;
}

const toAnotherPage = (from: Location, to: Location) => from.pathname !== to.pathname;

/** Asks before the page is left while `holds()`: by a link, by the browser's arrows, by closing the window. */
export const LeaveGuard = ({ holds, leaves = toAnotherPage }: Props) => {
  const left = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => leaves(currentLocation, nextLocation) && holds()
  );
  useCloseGuard(holds);
  return (
    <LeaveForm
      open={blocker.state === 'blocked'}
      onStay={() => {
        // The dialog closes also after the decision to leave: going on must not be taken back.
        if (!left.current) blocker.reset?.();
      }}
      onLeave={() => {
        left.current = true;
        blocker.proceed?.();
      }}
    />
  );
};
