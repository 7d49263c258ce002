# make deps    what is missing from Debian's packages
# make run     the demonstration office
# make test    every test; the last line is "N passed, N failed"
# make bench   figures, each beside its limit, as JSON
# make soak    the long runs: fuzzing and kill tests
export BUILD ?= $(CURDIR)/build

.PHONY: deps build run test bench soak clean

deps:
	@build-aux/deps.sh

build: deps
	@test -e $(BUILD)/build.ninja || meson setup $(BUILD) -Dwerror=true
	@ninja -C $(BUILD) --quiet

run: build
	@build-aux/run.sh

test: deps
	@build-aux/test.sh

bench: deps
	@build-aux/bench.sh

soak: deps
	@GOL_FUZZ_SECONDS=600 GOL_SOAK=1 TIMEOUTS=60 build-aux/test.sh

clean:
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-plain $(BUILD)-fuzz $(BUILD)-bench
