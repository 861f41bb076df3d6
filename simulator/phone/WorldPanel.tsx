import { useState } from 'react';
import { act, addFault, advanceClock, setHold } from './api';
import { FleetPanel } from './FleetPanel';
import { useLanguage, useSay } from './settings';
import { StartChat } from './StartChat';
import { Toggle } from './Toggle';
import type { Person, SimState, Start } from './types';
import type { Word } from './words';

const FAULTS: readonly { word: Word; fault: object }[] = [
  { word: 'timeout-after', fault: { kind: 'timeout-after' } },
  { word: 'timeout-before', fault: { kind: 'timeout-before' } },
  { word: 'reset-after', fault: { kind: 'reset-after' } },
  { word: 'bad-gateway', fault: { kind: 'bad-gateway' } },
  { word: 'graph-131000', fault: { kind: 'graph-error', code: 131000 } },
  { word: 'graph-130429', fault: { kind: 'graph-error', code: 130429 } },
  { word: 'failed-131049', fault: { kind: 'failed-status', code: 131049 } },
];

const PersonControls = ({ person, onChanged }: { person: Person; onChanged: () => void }) => {
  const say = useSay();
  const perform = (action: string) => (): void =>
    void act(person.id, action).then(onChanged, onChanged);
  return (
    <fieldset data-testid={`controls-${person.id}`}>
      <legend dir="auto">{person.name}</legend>
      <Toggle
        testId="phone-online"
        label={say('phoneOn')}
        on={person.online}
        onToggle={perform(person.online ? 'offline' : 'online')}
      />
      <Toggle
        testId="phone-receipts"
        label={say('receipts')}
        on={person.receipts}
        onToggle={perform(person.receipts ? 'receipts-off' : 'receipts-on')}
      />
      <Toggle
        testId="phone-block"
        label={say('block')}
        on={person.blocked}
        onToggle={perform(person.blocked ? 'unblock' : 'block')}
      />
      <Toggle
        testId="phone-stop-marketing"
        label={say('stopMarketing')}
        on={person.marketingStopped}
        onToggle={perform(person.marketingStopped ? 'resume-marketing' : 'stop-marketing')}
      />
    </fieldset>
  );
};

const FaultPicker = ({ onChanged }: { onChanged: () => void }) => {
  const say = useSay();
  const [chosen, setChosen] = useState(0);
  const [armed, setArmed] = useState(false);
  const arm = (): void => {
    const fault = FAULTS[chosen]?.fault ?? {};
    void addFault({ ...fault, endpoint: 'messages', times: 1 }).then(() => {
      setArmed(true);
      onChanged();
    });
  };
  return (
    <fieldset>
      <legend>{say('nextSend')}</legend>
      <select
        value={chosen}
        aria-label={say('nextSend')}
        data-testid="fault-kind"
        onChange={(event) => {
          setChosen(Number(event.target.value));
          setArmed(false);
        }}
      >
        {FAULTS.map(({ word }, index) => (
          <option key={word} value={index}>
            {say(word)}
          </option>
        ))}
      </select>
      <button type="button" data-testid="fault-arm" onClick={arm}>
        {say('apply')}
      </button>
      {armed ? (
        <p className="quiet" role="status">
          {say('armed')}
        </p>
      ) : null}
    </fieldset>
  );
};

export const WorldPanel = ({
  people,
  state,
  now,
  onChanged,
  onStart,
}: {
  people: readonly Person[];
  state: SimState | null;
  now: number;
  onChanged: () => void;
  onStart: (person: Person, start: Start) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const count = (value: number | undefined): string => (value ?? 0).toLocaleString(language);
  const move = (ms: number) => (): void => void advanceClock(ms).then(onChanged);
  return (
    <aside className="panel" aria-label={say('makeItHappen')}>
      <h2>{say('makeItHappen')}</h2>
      {people.map((person) => (
        <PersonControls key={person.id} person={person} onChanged={onChanged} />
      ))}
      <StartChat people={people} numbers={state?.numbers ?? []} onStart={onStart} />
      <FleetPanel tick={state} onChanged={onChanged} />
      <FaultPicker onChanged={onChanged} />
      <fieldset>
        <legend>{say('clock')}</legend>
        <p className="quiet">{new Date(now).toLocaleString(language)}</p>
        <div className="row">
          <button type="button" data-testid="clock-hour" onClick={move(3600_000)}>
            {say('hour')}
          </button>
          <button type="button" data-testid="clock-day" onClick={move(86_400_000)}>
            {say('day')}
          </button>
        </div>
        <Toggle
          testId="webhooks-hold"
          label={say('hold')}
          on={state?.held ?? false}
          onToggle={() => void setHold(!(state?.held ?? false)).then(onChanged)}
        />
      </fieldset>
      <p className="quiet numbers">
        <span>
          <b>{count(state?.counters.accepted)}</b> {say('ledger')}
        </span>
        <span>
          <b>{count(state?.counters.inbound)}</b> {say('inbound')}
        </span>
        <span>
          <b>{count((state?.webhooks.queued ?? 0) + (state?.webhooks.retrying ?? 0))}</b>{' '}
          {say('queued')}
        </span>
      </p>
    </aside>
  );
};
