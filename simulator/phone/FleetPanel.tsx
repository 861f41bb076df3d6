import { useState, type FormEvent } from 'react';
import { crowdFile, loadFleet, makeCrowd, setFleetReach, switchFleet } from './api';
import { useLanguage, useSay } from './settings';
import { Toggle } from './Toggle';
import type { Crowd, Fleet } from './types';
import { useFresh } from './useFresh';
import type { Word } from './words';

const COUNTS: readonly { key: keyof Fleet['counts']; word: Word }[] = [
  { key: 'deliver', word: 'crowdDelivered' },
  { key: 'read', word: 'crowdRead' },
  { key: 'press', word: 'crowdPressed' },
  { key: 'click', word: 'crowdClicked' },
  { key: 'reply', word: 'crowdReplied' },
  { key: 'optOut', word: 'crowdOptOut' },
  { key: 'stopMarketing', word: 'crowdStopped' },
  { key: 'block', word: 'crowdBlocked' },
  { key: 'fail', word: 'crowdFailed' },
  { key: 'pending', word: 'crowdPending' },
];

/** More would make the simulator slow on a small machine; the control API takes them all the same. */
const MOST = 100_000;

const Counts = ({ counts }: Pick<Fleet, 'counts'>) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <dl className="tallies">
      {COUNTS.map(({ key, word }) => (
        <div key={key} className={counts[key] > 0 ? '' : 'is-zero'}>
          <dt>{say(word)}</dt>
          <dd data-testid={`fleet-${key}`}>{counts[key].toLocaleString(language)}</dd>
        </div>
      ))}
    </dl>
  );
};

const Made = ({ crowd }: { crowd: Crowd }) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <p className="quiet" role="status" data-testid="fleet-made">
      {crowd.people.toLocaleString(language)} {say('crowdMade')}: +{crowd.first} – +{crowd.last}.{' '}
      <a href={crowdFile(crowd.people)} download>
        {say('crowdFile')}
      </a>
    </p>
  );
};

const MakeCrowd = ({ onDone }: { onDone: (made: Promise<Crowd>) => void }) => {
  const say = useSay();
  const [people, setPeople] = useState('1000');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onDone(makeCrowd(Number(people)));
  };
  return (
    <form className="row crowd-form" onSubmit={submit}>
      <label>
        {say('crowdSize')}
        <input
          type="number"
          required
          min={1}
          max={MOST}
          step={1}
          value={people}
          data-testid="fleet-size"
          onChange={(event) => setPeople(event.target.value)}
        />
      </label>
      <button type="submit" data-testid="fleet-make">
        {say('makeCrowd')}
      </button>
    </form>
  );
};

/** Virtual customers: how many there are, whether they act, and what they did; `tick` is another one after each change. */
export const FleetPanel = ({ tick, onChanged }: { tick: unknown; onChanged: () => void }) => {
  const say = useSay();
  const fleet = useFresh(loadFleet, true, tick);
  const [crowd, setCrowd] = useState<Crowd | null>(null);
  const [problem, setProblem] = useState('');
  const perform = <T,>(work: Promise<T>, then?: (value: T) => void): void => {
    setProblem('');
    void work
      .then(
        (value) => then?.(value),
        (error: Error) => setProblem(error.message)
      )
      .then(onChanged);
  };
  const everyone = fleet?.settings.who === 'everyone';
  return (
    <fieldset data-testid="fleet">
      <legend>{say('fleet')}</legend>
      <p className="quiet">{say('fleetNote')}</p>
      <Toggle
        testId="fleet-on"
        label={say('fleetOn')}
        on={fleet?.settings.enabled ?? false}
        onToggle={() => perform(switchFleet(!fleet?.settings.enabled))}
      />
      <Toggle
        testId="fleet-everyone"
        label={say('fleetEveryone')}
        on={everyone}
        onToggle={() => perform(setFleetReach(everyone ? 'walk-ins' : 'everyone'))}
      />
      <MakeCrowd onDone={(made) => perform(made, setCrowd)} />
      {crowd ? <Made crowd={crowd} /> : null}
      {problem ? (
        <p role="alert" className="problem">
          {problem}
        </p>
      ) : null}
      {fleet ? <Counts counts={fleet.counts} /> : <p className="quiet">{say('loading')}</p>}
    </fieldset>
  );
};
