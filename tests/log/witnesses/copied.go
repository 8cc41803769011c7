// Reads a copy of a log as Go's golang.org/x/mod/sumdb/tlog does. Arguments: the log's verifier key,
// the folder, kept checkpoints or proof files (c2sp.org/tlog-proof@v1). Checks the head's signature, that every entry lies
// in the tree under it, that each kept checkpoint is of the same tree, and each proof.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// tiles reads C2SP tlog-tiles: Go's tiles of height 8 without the height in their paths.
type tiles struct{ folder string }

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(asked []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(asked))
	for at, tile := range asked {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		read[at] = data
	}
	return read, nil
}

// entries returns the entries of a log from its bundles: each a uint16 of its length, then it.
func entries(folder string, size int64) [][]byte {
	var found [][]byte
	for n := int64(0); n<<8 < size; n++ {
		width := int(min(256, size-n<<8))
		tile := tlog.Tile{H: 8, L: -1, N: n, W: width}
		path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(folder, path))
		check(err)
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			found = append(found, data[2:2+length])
			data = data[2+length:]
		}
	}
	return found
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func head(data []byte, log note.Verifier) tlog.Tree {
	opened, err := note.Open(data, note.VerifierList(log))
	check(err)
	var origin, root string
	var size int64
	_, err = fmt.Sscanf(opened.Text, "%s\n%d\n%s\n", &origin, &size, &root)
	check(err)
	hash, err := tlog.ParseHash(root)
	check(err)
	if origin != log.Name() {
		check(fmt.Errorf("the checkpoint of %s", origin))
	}
	return tlog.Tree{N: size, Hash: hash}
}

// prove checks a proof file against the entry that it is of.
func prove(data []byte, log note.Verifier, all [][]byte) {
	top, checkpoint, _ := strings.Cut(string(data), "\n\n")
	lines := strings.Split(top, "\n")
	var index int64
	_, err := fmt.Sscanf(lines[1], "index %d", &index)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		check(err)
		proof = append(proof, *(*tlog.Hash)(hash))
	}
	tree := head([]byte(checkpoint), log)
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(all[index])))
}

func main() {
	log, err := note.NewVerifier(os.Args[1])
	check(err)
	folder := os.Args[2]
	data, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err)
	tree := head(data, log)
	hashes := tlog.TileHashReader(tree, tiles{folder})
	all := entries(folder, tree.N)
	if int64(len(all)) != tree.N {
		check(fmt.Errorf("%d entries of %d", len(all), tree.N))
	}
	for index, entry := range all {
		stored, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(index))})
		check(err)
		if stored[0] != tlog.RecordHash(entry) {
			check(fmt.Errorf("entry %d is another one", index))
		}
	}
	for _, path := range os.Args[3:] {
		data, err := os.ReadFile(path)
		check(err)
		if bytes.HasPrefix(data, []byte("c2sp.org/tlog-proof@v1\n")) {
			prove(data, log, all)
			continue
		}
		old := head(data, log)
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	}
	fmt.Println(tree.N)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
