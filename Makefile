# make deps | run | test | bench | soak
BUILD ?= build

.PHONY: build test
build:
	@test -d $(BUILD) || meson setup $(BUILD) -Dwerror=true
	@ninja -C $(BUILD)

test: build
	@meson test -C $(BUILD)
