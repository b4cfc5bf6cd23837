// What this device keeps (IndexedDB): tickets, scans not sent yet, and where it is in the list.
export async function openShelf(name) {
  const base = await new Promise((done, fail) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('tickets', { keyPath: 'seat' })
      request.result.createObjectStore('scans', { keyPath: 'key' })
      request.result.createObjectStore('facts')
    }
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error)
  })

  function within(store, mode, act) {
    return new Promise((done, fail) => {
      const transaction = base.transaction(store, mode)
      const request = act(transaction.objectStore(store))
      transaction.oncomplete = () => done(request?.result)
      transaction.onerror = transaction.onabort = () => fail(transaction.error)
    })
  }

  return {
    all: (store) => within(store, 'readonly', (found) => found.getAll()),
    keep: (store, things) => within(store, 'readwrite', (found) => void things.forEach((one) => found.put(one))),
    drop: (store, keys) => within(store, 'readwrite', (found) => void keys.forEach((key) => found.delete(key))),
    empty: (store) => within(store, 'readwrite', (found) => found.clear()),
    fact: (name) => within('facts', 'readonly', (found) => found.get(name)),
    note: (name, value) => within('facts', 'readwrite', (found) => found.put(value, name)),
  }
}
