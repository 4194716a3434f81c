import { DEFAULT_PROJECT } from '../../model/default-project.ts';
import type { Log } from '../log/log.ts';

let isNoted = false;

/** Logs, once for each process, that nothing names a project. */
export function noteDefaultProject(log: Log): void {
  if (isNoted || !log.isOn('info')) return;
  isNoted = true;
  const ways = 'set VITRINE_PROJECT_NAME or the option projectName to use another one';
  log.write('info', `No project is named, so traces are recorded in "${DEFAULT_PROJECT}"; ${ways}. (logged once)`);
}
