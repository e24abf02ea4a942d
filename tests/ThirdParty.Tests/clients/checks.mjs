// What the scripts beside this one share: named checks, one line each, and waiting for something to be seen.

export const [, , address, key, secret] = process.argv;
export const socketAddress = address.replace(/^http/, 'ws');

/** A package's tree of addresses, at the simulator. */
export function moved(addresses) {
  if (typeof addresses === 'string') {
    return addresses.replace(/^wss:\/\/[^/]*/, socketAddress).replace(/^https:\/\/[^/]*/, address);
  }

  return Object.fromEntries(Object.entries(addresses).map(([name, value]) => [name, moved(value)]));
}

/** Says whether something holds; the run fails when it does not. */
export function check(name, holds, seen) {
  console.log(holds ? `ok ${name}` : `FAILED ${name}: ${JSON.stringify(seen)?.slice(0, 1000)}`);
  if (!holds) process.exitCode = 1;
}

/** Waits until a function gives something; the run fails when it never does. */
export async function until(name, find, secondsMax = 20) {
  for (let i = 0; i < secondsMax * 20; i++) {
    const found = find();
    if (found) {
      check(name, true);
      return found;
    }

    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  check(name, false, 'never seen');
  return undefined;
}

/** Runs a script; what it throws fails the run. Ends the process, whatever still listens. */
export async function run(script) {
  try {
    await script();
  } catch (error) {
    check('ran to its end', false, `${error?.constructor?.name}: ${error?.message ?? JSON.stringify(error)}`);
  }

  console.log('end');
  process.exit();
}
